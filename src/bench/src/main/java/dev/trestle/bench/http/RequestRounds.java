package dev.trestle.bench.http;

import dev.trestle.StartException;
import dev.trestle.bench.Arguments;
import dev.trestle.bench.BenchDatabase;
import dev.trestle.bench.SameAnswers;
import dev.trestle.bench.Source;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Measured;
import dev.trestle.bench.report.Report;
import dev.trestle.migrate.MigrationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures the reference service against {@link Baseline} over HTTP, each as a fresh process in
 * every round, in turning order. Where the peers of other frameworks are at hand it leaves that to
 * {@link PeerComparison}.
 */
public final class RequestRounds {
  private static final String BASELINE = "by hand";
  private static final Path SERVICE = Path.of("src/service/target/service.jar");

  /** Compiled at once and not again: clients take little of what the service is to have. */
  private static final List<String> CLIENT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final BenchDatabase database;
  private final Settings settings;
  private final Measured measured = new Measured();
  private final Map<String, List<String>> services = new LinkedHashMap<>();

  private RequestRounds(BenchDatabase database, Settings settings) {
    this.database = database;
    this.settings = settings;
    services.put("trestle", List.of("-jar", SERVICE.toString()));
    services.put(BASELINE, Served.here(Baseline.class));
  }

  /**
   * How much is measured.
   *
   * @param rounds of fresh processes
   * @param warm seconds before counting
   * @param seconds of counting
   * @param connections at once
   * @param work what is asked for
   */
  record Settings(int rounds, int warm, int seconds, int connections, List<Work> work) {
    static Settings of(Arguments arguments) {
      return new Settings(
          arguments.number("r", 5),
          arguments.number("w", 8),
          arguments.number("s", 5),
          arguments.number("c", 16),
          arguments.some("work", Work.class));
    }

    boolean whole() {
      return rounds >= 5 && warm >= 8 && seconds >= 5 && work.size() == Work.values().length;
    }
  }

  /**
   * Measures, prints a table, and keeps it in the tree if nothing was left out.
   *
   * @param words {@code r=5 w=8 s=5 c=16 work=user,page peers=../shared/peers}
   */
  public static void main(String[] words) throws Exception {
    try {
      Arguments arguments = Arguments.parse(words, "r", "w", "s", "c", "work", "peers");
      Settings settings = Settings.of(arguments);
      Path peers = Path.of(arguments.get("peers").orElse("../shared/peers"));
      String command = arguments.after("make bench-http");
      Files.createDirectories(Report.WORK);
      try (BenchDatabase database = BenchDatabase.open(System.getenv())) {
        if (PeerComparison.possible(peers)) {
          new PeerComparison(peers, database, settings).run(command);
        } else {
          new RequestRounds(database, settings).run(command);
        }
      }
    } catch (StartException | MigrationException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run(String command) throws IOException, SQLException, InterruptedException {
    requireSameAnswers();
    for (int round = 0; round < settings.rounds(); round++) {
      List<String> order = new ArrayList<>(services.keySet());
      Collections.rotate(order, -round);
      for (String name : order) {
        try (Served service = start(name)) {
          for (Work work : settings.work()) {
            System.out.printf("round %d  %-8s %-8s", round + 1, work.title(), name);
            measure(service, name, work);
          }
        }
        try (Source source = Source.open(database.url())) {
          source.clean();
        }
      }
    }
    Report.publish(
        measured.results(
            "http", command, Machine.here("", database.version()), settings.rounds(), BASELINE),
        settings.whole());
  }

  private Served start(String name) throws IOException {
    Path log = Report.WORK.resolve(name.replace(' ', '-') + ".log");
    return Served.start(services.get(name), database, log);
  }

  private void requireSameAnswers() throws IOException {
    try (Served ours = start("trestle");
        Served theirs = start(BASELINE)) {
      for (Work work : settings.work()) {
        if (work.reads()) {
          String path = work.path(new SplittableRandom(42));
          SameAnswers.same("GET " + path, theirs.get(path), ours.get(path));
        }
      }
    }
  }

  private void measure(Served service, String name, Work work)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(CLIENT);
    arguments.addAll(Served.here(Load.class));
    arguments.add("port=" + service.port());
    arguments.add("work=" + work.title());
    arguments.add("c=" + settings.connections());
    arguments.add("w=" + settings.warm() * 1_000);
    arguments.add("s=" + settings.seconds() * 1_000);
    Path log = Report.WORK.resolve("load.log");
    Process load = Served.java(arguments).redirectError(log.toFile()).start();
    try (BufferedReader lines = load.inputReader()) {
      require(Load.BEGIN, lines.readLine(), log);
      Duration before = service.cpu();
      require(Load.END, lines.readLine(), log);
      Duration used = service.cpu().minus(before);
      String line = lines.readLine();
      if (line == null || load.waitFor() != 0) {
        throw new StartException("The load on " + name + " failed; see " + log + ".");
      }
      add(name, work, Load.Counted.parse(line), used);
    } finally {
      load.destroy();
    }
  }

  private void add(String name, Work work, Load.Counted counted, Duration cpu) {
    if (counted.bad() > 0 || counted.requests() == 0) {
      throw new StartException(
          name + " gave " + counted.bad() + " answers outside 2xx of " + counted.requests() + ".");
    }
    double perRequest = cpu.toNanos() / 1e6 / counted.requests();
    double perSecond = (double) counted.requests() / settings.seconds();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("requests/s", perSecond);
    values.put("CPU", perRequest);
    values.put("p50", counted.p50());
    values.put("p99", counted.p99());
    values.forEach((measure, value) -> {
      String unit = measure.equals("requests/s") ? "" : "ms";
      System.out.printf("  %s %s %s", measure, Report.number(value), unit);
      measured.add(work.title(), name, measure, unit, value);
    });
    System.out.println();
  }

  private static void require(String expected, String line, Path log) {
    if (!expected.equals(line)) {
      throw new StartException("The load did not run; see " + log + ".");
    }
  }
}
