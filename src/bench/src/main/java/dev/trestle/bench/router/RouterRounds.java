package dev.trestle.bench.router;

import dev.trestle.StartException;
import dev.trestle.bench.Arguments;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Measured;
import dev.trestle.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures {@link RouterBenchmark} in rounds: each kind of path in each table once in a round, in a
 * process of its own, the tables in alternating order.
 */
public final class RouterRounds {
  private static final List<String> KINDS = List.of("literal", "variable", "catchAll", "missing");
  private static final List<String> TABLES = List.of("10", "1000");
  private static final List<String> OPTIONS = List.of("-Xms256m", "-Xmx256m", "-Xbatch");

  private final int rounds;
  private final boolean quick;
  private final Measured measured = new Measured();

  private RouterRounds(Arguments arguments) {
    this.quick = arguments.get("quick").isPresent();
    this.rounds = arguments.number("rounds", quick ? 1 : 5);
  }

  /**
   * Measures, prints a table, and keeps it in the tree if nothing was left out.
   *
   * @param words {@code rounds=5 quick=1}
   */
  public static void main(String[] words) throws IOException, RunnerException {
    try {
      Arguments arguments = Arguments.parse(words, "rounds", "quick");
      new RouterRounds(arguments).run(arguments.after("make bench-router"));
    } catch (StartException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run(String command) throws IOException, RunnerException {
    Files.createDirectories(Report.WORK);
    for (int round = 0; round < rounds; round++) {
      for (String kind : KINDS) {
        for (String table : round % 2 == 0 ? TABLES : TABLES.reversed()) {
          add(kind, table, measure(kind, table));
        }
      }
    }
    Machine machine = Machine.here(String.join(" ", OPTIONS), "");
    Report.publish(
        measured.results("router", command, machine, rounds, title(TABLES.getFirst())),
        !quick && rounds >= 5);
  }

  private RunResult measure(String kind, String table) throws RunnerException {
    TimeValue iteration = TimeValue.milliseconds(quick ? 200 : 400);
    return new Runner(
            new OptionsBuilder()
                .include(RouterBenchmark.class.getName() + "\\." + kind + "$")
                .param("routes", table)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(iteration)
                .measurementIterations(3)
                .measurementTime(iteration)
                .jvmArgs(OPTIONS.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(Report.WORK.resolve("router-" + kind + "-" + table + ".log").toString())
                .build())
        .runSingle();
  }

  private void add(String kind, String table, RunResult result) {
    double time = result.getPrimaryResult().getScore();
    double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
    System.out.printf("%-8s %4s routes  %s ns%n", kind, table, Report.number(time));
    measured.add(kind, title(table), "time", "ns", time);
    measured.add(kind, title(table), "allocated", "B", bytes);
  }

  private static String title(String table) {
    return table + " routes";
  }
}
