package dev.trestle.console.internal.page;

import dev.trestle.CacheUse;
import dev.trestle.PoolUse;
import dev.trestle.ReplicaUse;
import dev.trestle.Trestle;
import dev.trestle.query.SharedLookups;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/**
 * Figures of an application and its JVM at a moment.
 *
 * @param running whether there is an application
 * @param pool of connections; empty without a database
 * @param cache empty without one
 * @param lookups that were shared
 * @param replicas that reads go to
 * @param heapUsed in bytes
 * @param heapMost in bytes
 * @param threads that the JVM has, virtual ones not counted
 */
public record Gauges(
    boolean running,
    Optional<PoolUse> pool,
    Optional<CacheUse> cache,
    SharedLookups lookups,
    List<ReplicaUse> replicas,
    long heapUsed,
    long heapMost,
    int threads) {
  /** Those of now. */
  public static Gauges of(Optional<Trestle> application) {
    Runtime runtime = Runtime.getRuntime();
    return new Gauges(
        application.isPresent(),
        application.flatMap(Trestle::poolUse),
        application.flatMap(Trestle::cacheUse),
        application.map(Trestle::sharedLookups).orElse(SharedLookups.NONE),
        application.map(Trestle::replicaUse).orElse(List.of()),
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  /** How many of a hundred were found in the cache. */
  public long hitPercent() {
    return cache
        .map(it -> {
          long all = it.hits() + it.stale() + it.misses();
          return all == 0 ? 0 : 100 * (it.hits() + it.stale()) / all;
        })
        .orElse(0L);
  }
}
