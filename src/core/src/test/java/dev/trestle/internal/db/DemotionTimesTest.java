package dev.trestle.internal.db;

import static com.zaxxer.hikari.SQLExceptionOverride.Override.CONTINUE_EVICT;
import static com.zaxxer.hikari.SQLExceptionOverride.Override.MUST_EVICT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Which failures end all connections, and how often. */
class DemotionTimesTest {
  private static final long SECOND = 1_000_000_000;
  private static final SQLException REFUSED = new SQLException("read-only", "25006");

  private long now = Long.MAX_VALUE - SECOND / 2;
  private boolean readOnly = true;
  private int evictions;
  private final Demotion demotion =
      new Demotion("db:5432", () -> readOnly, () -> evictions++, () -> now);

  @Test
  void aServerThatStaysReadOnlyIsConnectedToAgainOnceASecond() {
    assertThat(demotion.adjudicate(REFUSED)).isEqualTo(MUST_EVICT);
    now += SECOND - 1;
    assertThat(demotion.adjudicate(REFUSED)).isEqualTo(CONTINUE_EVICT);
    now += 1;
    assertThat(demotion.adjudicate(REFUSED)).isEqualTo(MUST_EVICT);

    assertThat(evictions).isEqualTo(2);
  }

  @Test
  void otherFailuresAreThePoolsOwn() {
    assertThat(demotion.adjudicate(new SQLException("gone", "57P01"))).isEqualTo(CONTINUE_EVICT);
    assertThat(demotion.adjudicate(new SQLException("no state"))).isEqualTo(CONTINUE_EVICT);
    readOnly = false;
    assertThat(demotion.adjudicate(REFUSED)).isEqualTo(CONTINUE_EVICT);

    assertThat(evictions).isZero();
  }
}
