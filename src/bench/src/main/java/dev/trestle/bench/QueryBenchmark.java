package dev.trestle.bench;

import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From the call of a query to its JSON, in one variant for each process. The time includes
 * PostgreSQL's; what counts is the processor time that {@link CpuProfiler} adds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QueryBenchmark {
  /** Given by {@link QueryRounds}. */
  @Param public Variant variant;

  private Source source;
  private Queries queries;
  private String run;
  private final AtomicLong inserted = new AtomicLong();

  /** Whom a thread asks for: anyone. */
  @State(Scope.Thread)
  public static class Ids {
    private final SplittableRandom random = new SplittableRandom();

    UUID next() {
      return BenchDatabase.user(1 + random.nextInt(BenchDatabase.USERS));
    }
  }

  @Setup
  public void open() throws SQLException {
    source = Source.open(BenchDatabase.ofFork());
    source.clean();
    queries = variant.over(source);
    run = "-" + UUID.randomUUID() + Source.DOMAIN;
  }

  @TearDown
  public void close() throws SQLException {
    source.clean();
    source.close();
  }

  @Benchmark
  public byte[] lookup(Ids ids) throws SQLException {
    return queries.lookup(ids.next());
  }

  @Benchmark
  public byte[] list() throws SQLException {
    return queries.list();
  }

  @Benchmark
  public byte[] nested() throws SQLException {
    return queries.nested();
  }

  @Benchmark
  public byte[] insert() throws SQLException {
    return queries.insert(inserted.incrementAndGet() + run, "Bench");
  }
}
