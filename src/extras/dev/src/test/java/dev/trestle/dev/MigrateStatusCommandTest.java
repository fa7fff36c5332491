package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.migrate.Migration;
import dev.trestle.migrate.Migration.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrateStatusCommandTest {
  @Test
  void aPipelineLearnsFromTheCodeWhetherToMigrateAndWhetherAPersonMustLook() {
    assertThat(code()).isZero();
    assertThat(code(State.BASELINE, State.APPLIED, State.NEWER)).isZero();
    assertThat(code(State.APPLIED, State.PENDING)).isEqualTo(3);
    assertThat(code(State.APPLIED, State.FAILED)).isEqualTo(3);
    assertThat(code(State.CHANGED, State.PENDING)).isEqualTo(4);
    assertThat(code(State.MISSING)).isEqualTo(4);
    assertThat(code(State.OUT_OF_ORDER, State.APPLIED)).isEqualTo(4);
  }

  private static int code(State... states) {
    List<Migration> status =
        Stream.of(states)
            .map(state ->
                new Migration("1", "x", "V1__x.sql", state, Optional.empty(), Duration.ZERO))
            .toList();
    return MigrateStatusCommand.code(status);
  }
}
