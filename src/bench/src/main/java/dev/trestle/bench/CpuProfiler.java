package dev.trestle.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the processor time of one operation to JMH's results, in microseconds: {@value #PROCESS} of
 * all threads, so with the compiler and the garbage collector; {@value #THREAD} of the threads that
 * run it; {@value #USER} the part of that outside the kernel, whose sockets cost everyone the same.
 * Unlike time, none counts the wait for PostgreSQL.
 */
public final class CpuProfiler implements InternalProfiler {
  static final String USER = "cpu.user";
  static final String THREAD = "cpu.thread";
  static final String PROCESS = "cpu.process";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private long userBefore;
  private long threadBefore;
  private long processBefore;

  @Override
  public String getDescription() {
    return "Processor time of an operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    threadBefore = workers(THREADS::getThreadCpuTime);
    userBefore = workers(THREADS::getThreadUserTime);
    processBefore = SYSTEM.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double operations = result.getMetadata().getAllOps();
    return List.of(
        micros(PROCESS, (SYSTEM.getProcessCpuTime() - processBefore) / operations),
        micros(USER, (workers(THREADS::getThreadUserTime) - userBefore) / operations),
        micros(THREAD, (workers(THREADS::getThreadCpuTime) - threadBefore) / operations));
  }

  private static ScalarResult micros(String name, double nanos) {
    return new ScalarResult(name, nanos / 1_000, "us/op", AggregationPolicy.AVG);
  }

  /** The threads that JMH runs benchmarks in live from the first iteration to the last. */
  private static long workers(LongUnaryOperator clock) {
    long nanos = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().contains("-jmh-worker-")) {
        nanos += clock.applyAsLong(thread.getThreadId());
      }
    }
    return nanos;
  }
}
