package dev.trestle.bench;

import dev.trestle.StartException;
import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Measured;
import dev.trestle.bench.report.Report;
import dev.trestle.migrate.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures {@link QueryBenchmark} in rounds: each variant of each operation runs once in a round,
 * in a process of its own, after another variant than in the round before. So what slows the
 * machine for a while slows all of them.
 */
public final class QueryRounds {
  /** An idle processor is slow to wake, and would be counted; but each thread has a connection. */
  private static final int THREADS = Math.min(Runtime.getRuntime().availableProcessors(), 10);

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Code waits for its compilation, so that the warm-up ends when it should on two cores too. */
  private static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g", "-Xbatch");

  private final BenchDatabase database;
  private final List<Operation> operations;
  private final List<Variant> variants;
  private final int rounds;
  private final boolean quick;
  private final Measured measured = new Measured();

  private QueryRounds(BenchDatabase database, Arguments arguments) {
    this.database = database;
    this.operations = arguments.some("ops", Operation.class);
    this.variants = arguments.some("variants", Variant.class);
    this.quick = arguments.get("quick").isPresent();
    this.rounds = arguments.number("rounds", quick ? 1 : 5);
  }

  /**
   * Measures, prints a table, and keeps it in the tree if nothing was left out.
   *
   * @param words {@code rounds=5 quick=1 ops=lookup,nested variants=jdbc,jooq}
   */
  public static void main(String[] words) throws Exception {
    try {
      Arguments arguments = Arguments.parse(words, "rounds", "quick", "ops", "variants");
      try (BenchDatabase database = BenchDatabase.open(System.getenv())) {
        new QueryRounds(database, arguments).run(arguments.after("make bench"));
      }
    } catch (StartException | MigrationException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run(String command) throws IOException, SQLException, RunnerException {
    try (Source source = Source.open(database.url())) {
      SameAnswers.require(source, variants);
    }
    Files.createDirectories(Report.WORK);
    for (int round = 0; round < rounds; round++) {
      for (Operation operation : operations) {
        List<Variant> order = new ArrayList<>(variants);
        order.removeIf(variant -> !variant.has(operation));
        Collections.rotate(order, -round);
        for (Variant variant : order) {
          add(operation, variant, measure(round, operation, variant));
        }
      }
    }
    boolean whole =
        !quick
            && rounds >= 5
            && operations.size() == Operation.values().length
            && variants.size() == Variant.values().length;
    Machine machine = Machine.here(String.join(" ", OPTIONS), database.version());
    Report.publish(measured.results("jmh", command, machine, rounds, Variant.JDBC.title()), whole);
  }

  private RunResult measure(int round, Operation operation, Variant variant)
      throws RunnerException {
    Path log = Report.WORK.resolve(operation.method() + "-" + variant.title() + ".log");
    TimeValue iteration = TimeValue.milliseconds(quick ? 500 : 1_000);
    System.out.printf("round %d  %-7s %-14s", round + 1, operation.method(), variant.title());
    System.out.flush();
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(QueryBenchmark.class.getName() + "\\." + operation.method() + "$")
                  .param("variant", variant.name())
                  .forks(1)
                  .threads(THREADS)
                  .warmupIterations(6)
                  .warmupTime(iteration)
                  .measurementIterations(3)
                  .measurementTime(iteration)
                  .jvmArgs(OPTIONS.toArray(String[]::new))
                  .jvmArgsAppend(database.forFork().toArray(String[]::new))
                  .addProfiler(GCProfiler.class)
                  .addProfiler(CpuProfiler.class)
                  .shouldFailOnError(true)
                  .output(log.toString())
                  .build())
          .runSingle();
    } catch (RunnerException e) {
      System.out.println();
      throw new StartException(
          variant.title() + "'s " + operation.method() + " failed; see " + log + ".", e);
    }
  }

  private void add(Operation operation, Variant variant, RunResult result) {
    List<Sample> samples =
        List.of(
            new Sample("CPU, all threads", result.getSecondaryResults().get(CpuProfiler.PROCESS)),
            new Sample("CPU", result.getSecondaryResults().get(CpuProfiler.THREAD)),
            new Sample("user CPU", result.getSecondaryResults().get(CpuProfiler.USER)),
            new Sample("allocated", result.getSecondaryResults().get(ALLOCATED)),
            new Sample("time", result.getPrimaryResult()));
    for (Sample sample : samples) {
      double value = sample.result().getScore();
      String unit = sample.result().getScoreUnit().replace("us/op", "µs").replace("B/op", "B");
      System.out.printf("  %s %s", sample.measure(), Report.number(value) + " " + unit);
      measured.add(operation.method(), variant.title(), sample.measure(), unit, value);
    }
    System.out.println();
  }

  private record Sample(String measure, Result<?> result) {}
}
