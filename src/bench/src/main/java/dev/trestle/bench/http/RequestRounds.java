package dev.trestle.bench.http;

import dev.trestle.StartException;
import dev.trestle.bench.Arguments;
import dev.trestle.bench.BenchDatabase;
import dev.trestle.bench.SameAnswers;
import dev.trestle.bench.Source;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Measured;
import dev.trestle.bench.report.Report;
import dev.trestle.bench.report.Results;
import dev.trestle.migrate.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Measures the reference service over HTTP against the same written by hand, and against peers of
 * other frameworks: fresh processes in every round, which have their turns one after the other.
 */
public final class RequestRounds {
  private final BenchDatabase database;
  private final Settings settings;
  private final Sides sides;
  private final Clients clients = Clients.here();
  private final RequestValues values = new RequestValues(new Measured());

  private RequestRounds(BenchDatabase database, Settings settings, Sides sides) {
    this.database = database;
    this.settings = settings;
    this.sides = sides;
  }

  /**
   * Measures, and prints a table; if nothing was left out, keeps it in the tree, with the raw
   * values and a plot of them. With {@code render=1} it only makes the table and the plot of what
   * is kept.
   *
   * @param words {@code r=3 w=6 s=4 c=16 work=user,page peers=../shared/peers with=vertx-pg}
   */
  public static void main(String[] words) throws Exception {
    try {
      Arguments arguments =
          Arguments.parse(words, "r", "w", "s", "c", "work", "peers", "with", "render");
      if (arguments.get("render").isPresent()) {
        publish(Report.kept(RequestValues.BENCHMARK), true);
        return;
      }
      Files.createDirectories(Report.WORK);
      Settings settings = Settings.of(arguments);
      Path peers = Path.of(arguments.get("peers").orElse("../shared/peers"));
      Sides sides = Sides.of(peers, arguments.words("with"));
      try (BenchDatabase database = BenchDatabase.open(System.getenv())) {
        new RequestRounds(database, settings, sides).run(arguments.after("make bench-http"));
      }
    } catch (StartException | MigrationException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run(String command) throws IOException, SQLException, InterruptedException {
    sides.build();
    clean();
    requireSameAnswers();
    System.out.println("This takes at most about " + settings.minutes(sides.all()) + " minutes.");
    for (int round = 0; round < settings.rounds(); round++) {
      measure(round);
    }
    Results results =
        values.results(
            command, Machine.here("", database.version()), settings.rounds(), sides.baseline());
    Optional<String> failures = RequestValues.failures(results);
    publish(results, settings.complete() && clients.wrk() && failures.isEmpty());
    failures.ifPresent(failed -> {
      throw new StartException(
          "Nothing is kept, because requests were not answered with 2xx: " + failed + ".");
    });
  }

  private static void publish(Results results, boolean whole) throws IOException {
    Path folder = Report.publish(results, RequestTable.of(results), whole);
    Path plot = folder.resolve(RequestValues.BENCHMARK + ".svg");
    Files.writeString(plot, RequestPlot.of(results));
    System.out.println("Plot: " + plot);
  }

  private void clean() throws SQLException {
    try (Source source = Source.open(database.url())) {
      source.clean();
    }
  }

  /** The two that are compared first of all; peers have a check of their own. */
  private void requireSameAnswers() throws IOException, InterruptedException {
    Side trestle = sides.all().getFirst();
    Side baseline = sides.all().get(1);
    try (Served ours = Served.start(trestle, database.url());
        Served theirs = Served.start(baseline, database.url())) {
      for (Work work : settings.work()) {
        if (work.reads()) {
          String path = work.path(new SplittableRandom(42));
          SameAnswers.same("GET " + path, theirs.get(path), ours.get(path));
        }
      }
    }
  }

  private void measure(int number) throws IOException, SQLException, InterruptedException {
    try (Round round = Round.start(clients, sides.ofRound(number), database.url())) {
      for (Work work : settings.work()) {
        round.warm(work, settings.warm());
        for (Point point : settings.of(work)) {
          round.measure(
              point,
              settings.seconds(),
              (side, turn) ->
                  System.out.printf(
                      "round %d  %-8s %3d  %-18s %s%n",
                      number + 1,
                      work.title(),
                      point.connections(),
                      side.name(),
                      values.add(side.name(), point, turn.counted(), turn.cpu())));
        }
        if (!work.reads()) {
          clean();
        }
      }
      for (Side side : sides.all()) {
        if (side.isWhole()) {
          round.memory(side).ifPresent(mib -> values.addMemory(side.name(), mib));
        }
      }
    }
  }
}
