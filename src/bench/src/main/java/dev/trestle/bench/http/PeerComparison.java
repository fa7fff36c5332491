package dev.trestle.bench.http;

import dev.trestle.StartException;
import dev.trestle.bench.BenchDatabase;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Measured;
import dev.trestle.bench.report.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The comparison with peers outside this tree, by their own {@code compare.py}: it runs the same
 * service written by hand, loads both with wrk, and fills the database of {@code DATABASE_URL} anew
 * for each of them.
 */
final class PeerComparison {
  private static final String BASELINE = "jvm/jdbc-javalin";

  /** Where a measure stands in what compare.py gives, in the order of our tables. */
  private static final Map<String, Integer> MEASURES = new LinkedHashMap<>();

  static {
    MEASURES.put("requests/s", 0);
    MEASURES.put("CPU", 3);
    MEASURES.put("p50", 1);
    MEASURES.put("p99", 2);
  }

  private static final int BAD = 4;

  private final Path peers;
  private final BenchDatabase database;
  private final RequestRounds.Settings settings;

  PeerComparison(Path peers, BenchDatabase database, RequestRounds.Settings settings) {
    this.peers = peers;
    this.database = database;
    this.settings = settings;
  }

  /** Whether everything that it needs is here. */
  static boolean possible(Path peers) {
    return Files.exists(peers.resolve("compare.py"))
        && Stream.of("python3", "wrk", "psql").allMatch(PeerComparison::onPath)
        && !System.getenv().getOrDefault("DATABASE_URL", "").isBlank();
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  void run(String command) throws IOException, InterruptedException {
    Path json = Report.WORK.resolve("compare.json");
    Files.deleteIfExists(json);
    String work = settings.work().stream().map(Work::title).collect(Collectors.joining(","));
    ProcessBuilder compare =
        new ProcessBuilder(
                "python3", peers.resolve("compare.py").toString(),
                "--db", database.url().toUri(),
                "--ours", "exec make -s -C '" + Path.of("").toAbsolutePath() + "' serve",
                "--peers", BASELINE,
                "--work", work,
                "-c", String.valueOf(settings.connections()),
                "-s", String.valueOf(settings.seconds()),
                "-w", String.valueOf(settings.warm()),
                "-r", String.valueOf(settings.rounds()),
                "--json", json.toString())
            .inheritIO();
    // What was said to this make is not for the one that serves.
    List.of("MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL")
        .forEach(compare.environment()::remove);
    if (compare.start().waitFor() != 0 || !Files.exists(json)) {
      throw new StartException(peers + "/compare.py failed; what it said is above.");
    }
    Report.publish(
        read(Files.readString(json))
            .results(
                "http", command, Machine.here("", database.version()), settings.rounds(), BASELINE),
        settings.whole());
  }

  /** The values of all rounds; one that has answers outside 2xx is worth nothing. */
  private Measured read(String json) {
    JsonNode all = JsonMapper.shared().readTree(json);
    Measured measured = new Measured();
    for (Work work : settings.work()) {
      for (String variant : List.of("ours", BASELINE)) {
        for (JsonNode round : all.get(variant + "|" + work.title())) {
          if (round.get(BAD).asInt() > 0) {
            throw new StartException(
                variant + " gave answers outside 2xx to " + work.title() + "; see above.");
          }
          String name = variant.equals("ours") ? "trestle" : variant;
          MEASURES.forEach((measure, at) -> {
            String unit = at == 0 ? "" : "ms";
            measured.add(work.title(), name, measure, unit, round.get(at).asDouble());
          });
        }
      }
    }
    return measured;
  }
}
