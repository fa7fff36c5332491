package dev.trestle.bench.edge;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import dev.trestle.bench.Arguments;
import dev.trestle.bench.BenchDatabase;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Measured;
import dev.trestle.bench.report.Report;
import dev.trestle.migrate.MigrationException;
import dev.trestle.testing.PoolerProcess;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Measures how long a lookup takes one caller over a direct connection, through PgBouncer, and
 * through the data proxy over HTTP: in turns of some hundred lookups, in turning order.
 */
public final class ProxyRounds {
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 5;
  private static final int LOOKUPS = 500;
  private static final int TURNS = 6;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final String DIRECT = "direct";

  private final Measured measured = new Measured();

  private ProxyRounds() {}

  /**
   * Measures, and prints a table; keeps it in the tree if there were at least five rounds.
   *
   * @param words {@code rounds=5}
   */
  public static void main(String[] words) throws Exception {
    try {
      Arguments arguments = Arguments.parse(words, "rounds");
      int rounds = arguments.number("rounds", ROUNDS);
      Files.createDirectories(Report.WORK);
      new ProxyRounds().run(rounds, arguments.after("make bench-proxy"));
    } catch (StartException | MigrationException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run(int rounds, String command) throws Exception {
    try (BenchDatabase database = BenchDatabase.open(System.getenv());
        PoolerProcess pooler = PoolerProcess.start(database.url(), 4);
        Lookup direct = new JdbcLookup(database.url());
        Lookup pooled = new JdbcLookup(through(pooler, database.url()));
        Lookup proxied = ProxyLookup.start(database.url())) {
      Map<String, Lookup> sides = new LinkedHashMap<>();
      sides.put(DIRECT, direct);
      sides.put("PgBouncer", pooled);
      sides.put("data proxy", proxied);
      for (int i = 0; i < WARM_UP; i++) {
        round(sides, i);
      }
      for (int i = 0; i < rounds; i++) {
        add(round(sides, i));
      }
      Machine machine = Machine.here("", database.version());
      Report.publish(measured.results("proxy", command, machine, rounds, DIRECT), rounds >= ROUNDS);
    }
  }

  private static DatabaseUrl through(PoolerProcess pooler, DatabaseUrl url) {
    return DatabaseUrl.parse(pooler.url(url.database()).toUri() + "?pgbouncer=true");
  }

  /** Sorted nanoseconds of each side. */
  private static Map<String, long[]> round(Map<String, Lookup> sides, int round) throws Exception {
    Map<String, long[]> times = new LinkedHashMap<>();
    sides.keySet().forEach(name -> times.put(name, new long[TURNS * LOOKUPS]));
    List<String> order = new ArrayList<>(sides.keySet());
    Collections.rotate(order, round);
    for (int turn = 0; turn < TURNS; turn++) {
      for (String name : turn % 2 == 0 ? order : order.reversed()) {
        turn(sides.get(name), times.get(name), turn * LOOKUPS);
      }
    }
    times.values().forEach(Arrays::sort);
    return times;
  }

  private static void turn(Lookup side, long[] times, int from) throws Exception {
    for (int i = from; i < from + LOOKUPS; i++) {
      UUID id = BenchDatabase.user(1 + i * 7 % BenchDatabase.USERS);
      long begin = System.nanoTime();
      String email = side.email(id);
      times[i] = System.nanoTime() - begin;
      if (!email.contains("@")) {
        throw new IllegalStateException("The user " + id + " has the address " + email);
      }
    }
  }

  private void add(Map<String, long[]> times) {
    double direct = micros(times.get(DIRECT), 0.5);
    times.forEach((name, sorted) -> {
      double median = micros(sorted, 0.5);
      System.out.printf("%-10s %s µs%n", name, Report.number(median));
      measured.add("lookup", name, "median", "µs", median);
      measured.add("lookup", name, "99 of 100", "µs", micros(sorted, 0.99));
      if (!name.equals(DIRECT)) {
        measured.add("lookup", name, "added to the median", "µs", median - direct);
      }
    });
  }

  private static double micros(long[] sorted, double part) {
    return sorted[(int) (part * (sorted.length - 1))] / NANOS_PER_MICRO;
  }
}
