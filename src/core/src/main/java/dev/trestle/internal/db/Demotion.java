package dev.trestle.internal.db;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a pool's server takes no writes any more: it was fenced off, or its address leads to
 * another one, and its connections are still open. They are replaced at once, all of them, where a
 * pool would keep each for half an hour. A write in a transaction that was begun read-only says
 * nothing of its server.
 */
final class Demotion implements SQLExceptionOverride {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final String READ_ONLY = "25006";

  /** So that a server which is meant to be read-only is not connected to again all the time. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final String hosts;
  private final BooleanSupplier readOnly;
  private final Runnable evictAll;
  private final LongSupplier nanoTime;
  private long last;

  /**
   * @param hosts for the log
   * @param readOnly whether an open connection's server says that it takes no writes
   * @param evictAll has each connection closed once nobody uses it
   * @param nanoTime as {@link System#nanoTime}
   */
  Demotion(String hosts, BooleanSupplier readOnly, Runnable evictAll, LongSupplier nanoTime) {
    this.hosts = hosts;
    this.readOnly = readOnly;
    this.evictAll = evictAll;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong() - PAUSE_NANOS;
  }

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    if (!READ_ONLY.equals(failure.getSQLState()) || !readOnly.getAsBoolean() || !isTime()) {
      return Override.CONTINUE_EVICT;
    }
    LOG.warn("{} takes no writes any more; all connections to it are replaced", hosts);
    evictAll.run();
    return Override.MUST_EVICT;
  }

  private synchronized boolean isTime() {
    long now = nanoTime.getAsLong();
    if (now - last < PAUSE_NANOS) {
      return false;
    }
    last = now;
    return true;
  }
}
