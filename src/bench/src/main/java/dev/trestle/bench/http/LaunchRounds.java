package dev.trestle.bench.http;

import dev.trestle.StartException;
import dev.trestle.bench.Arguments;
import dev.trestle.bench.BenchDatabase;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Measured;
import dev.trestle.bench.report.Report;
import dev.trestle.migrate.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Measures what a launch takes, from the start of a process to the first row out of the database: a
 * fresh process of each side in every round, in turning order.
 */
public final class LaunchRounds {
  private static final int ROUNDS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private LaunchRounds() {}

  /**
   * Measures, and prints a table; keeps it in the tree if there were at least five rounds.
   *
   * @param words {@code r=5 peers=../shared/peers with=fastify-pg}
   */
  public static void main(String[] words) throws IOException, SQLException, InterruptedException {
    try {
      Arguments arguments = Arguments.parse(words, "r", "peers", "with");
      int rounds = arguments.number("r", ROUNDS);
      Path peers = Path.of(arguments.get("peers").orElse("../shared/peers"));
      Files.createDirectories(Report.WORK);
      Sides sides = Sides.of(peers, arguments.words("with"));
      sides.build();
      try (BenchDatabase database = BenchDatabase.open(System.getenv())) {
        Measured measured = new Measured();
        launch(
            sides, 0, database, new Measured()); // What files and we ourselves need is read once.
        for (int round = 0; round < rounds; round++) {
          launch(sides, round, database, measured);
        }
        Machine machine = Machine.here("", database.version());
        Report.publish(
            measured.results(
                "launch", arguments.after("make bench-launch"), machine, rounds, sides.baseline()),
            rounds >= ROUNDS);
      }
    } catch (StartException | MigrationException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void launch(Sides sides, int round, BenchDatabase database, Measured measured)
      throws IOException, InterruptedException {
    for (Side side : sides.ofRound(round).stream().filter(Side::isWhole).toList()) {
      try (Served service = Served.start(side, database.url())) {
        Duration cpu = service.cpu();
        add(measured, side, "first row", "ms", millis(service.launch()));
        add(measured, side, "processor", "ms", millis(cpu));
        service.memory().ifPresent(mib -> add(measured, side, "resident", "MiB", mib));
      }
    }
  }

  private static void add(Measured to, Side side, String measure, String unit, double value) {
    to.add("launch", side.name(), measure, unit, value);
  }

  private static double millis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }
}
