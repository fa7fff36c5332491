package dev.trestle.bench.http;

import dev.trestle.StartException;
import dev.trestle.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who is measured: Trestle's service from its image, the same written by hand, and the peers of
 * other frameworks that are asked for.
 *
 * @param baseline the name that the others are measured against
 * @param all in the order of the first round
 */
record Sides(String baseline, List<Side> all) {
  private static final Path IMAGE = Path.of("target/image/bin/serve");
  private static final String BY_HAND = "jdbc-javalin";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*+");

  /**
   * The peers' own way of the baseline where they are, {@link Baseline} otherwise.
   *
   * @param peers folder of {@code jvm/run.sh} and {@code node/run.sh}, which start a peer by name
   * @param with names of more of them
   */
  static Sides of(Path peers, List<String> with) throws IOException {
    Side trestle = new Side("trestle", List.of(IMAGE.toAbsolutePath().toString()));
    List<Side> all = new ArrayList<>(List.of(trestle));
    boolean there = Files.exists(peers.resolve("jvm/run.sh"));
    Side baseline =
        there
            ? peer(peers, BY_HAND)
            : new Side("by hand", Served.java(Served.here(Baseline.class)));
    all.add(baseline);
    // No peer shares round trips: the lookup is shown without that too.
    all.add(trestle.with("trestle, unshared", Map.of("SHARED_LOOKUPS", "off"), Work.USER));
    for (String name : with) {
      if (all.stream().noneMatch(side -> side.name().equals(name))) {
        all.add(peer(peers, name));
      }
    }
    return new Sides(baseline.name(), List.copyOf(all));
  }

  /** All, each at another place than in the round before. */
  List<Side> ofRound(int round) {
    List<Side> order = new ArrayList<>(all);
    Collections.rotate(order, -round);
    return order;
  }

  /** Builds what is not built, so that no start waits for it. */
  void build() throws IOException, InterruptedException {
    for (Side side : all) {
      if (side.command().getFirst().equals("bash")) {
        List<String> command = new ArrayList<>(side.command());
        command.add("--build-only");
        Path log = Report.WORK.resolve(side.name() + "-build.log");
        ProcessBuilder build =
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // The scripts of the two folders are asked in two ways.
        build.environment().put("BUILD_ONLY", "1");
        if (build.start().waitFor() != 0) {
          throw new StartException(side.name() + " cannot be built; see " + log + ".");
        }
      }
    }
  }

  private static Side peer(Path peers, String name) throws IOException {
    for (Path folder : Stream.of("jvm", "node").map(peers::resolve).toList()) {
      Path run = folder.resolve("run.sh");
      if (Files.exists(run) && names(Files.readString(run)).contains(name)) {
        return new Side(name, List.of("bash", run.toAbsolutePath().toString(), name));
      }
    }
    throw new StartException(
        "There is no peer '"
            + name
            + "' in "
            + peers
            + "; set with to names that jvm/run.sh or node/run.sh there takes, and peers to the"
            + " folder of both.");
  }

  private static List<String> names(String script) {
    return NAME.matcher(script).results().map(found -> found.group()).toList();
  }
}
