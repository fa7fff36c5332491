package dev.trestle.backfill;

import java.sql.SQLException;
import java.util.Set;

/** What PostgreSQL says, and what may be tried again. */
final class Failures {
  /** Serialization failure, deadlock, lock not available within its time. */
  private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03");

  private static final String CANCELLED = "57014";

  private Failures() {}

  static boolean isPassing(SQLException failure) {
    return PASSING.contains(String.valueOf(failure.getSQLState()));
  }

  /** By its time, or by somebody. */
  static boolean isCancelled(SQLException failure) {
    return CANCELLED.equals(failure.getSQLState());
  }

  static String message(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
  }
}
