package dev.trestle.migrate;

import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** What Flyway knows of a file, in our words. */
final class Statuses {
  private Statuses() {}

  static Migration of(MigrationInfo info) {
    return new Migration(
        info.getVersion().getVersion(),
        info.getDescription(),
        info.getScript(),
        state(info),
        Optional.ofNullable(info.getInstalledOn()).map(Date::toInstant),
        Duration.ofMillis(Optional.ofNullable(info.getExecutionTime()).orElse(0)));
  }

  /** As of a moment ago. */
  static Migration applied(MigrationInfo info, Duration took) {
    return new Migration(
        info.getVersion() == null ? "" : info.getVersion().getVersion(),
        info.getDescription(),
        info.getScript(),
        Migration.State.APPLIED,
        Optional.empty(),
        took);
  }

  static Migration.State state(MigrationInfo info) {
    MigrationState state = info.getState();
    if (state.isFailed()) {
      return Migration.State.FAILED;
    }
    return switch (state) {
      case BELOW_BASELINE, BASELINE_IGNORED, BASELINE -> Migration.State.BASELINE;
      case IGNORED -> Migration.State.OUT_OF_ORDER;
      // Files without a version, which are applied again when they change.
      case OUTDATED -> Migration.State.PENDING;
      case FUTURE_SUCCESS -> Migration.State.NEWER;
      default -> {
        if (!state.isApplied()) {
          yield Migration.State.PENDING;
        }
        if (!state.isResolved()) {
          yield Migration.State.MISSING;
        }
        yield info.isChecksumMatching() ? Migration.State.APPLIED : Migration.State.CHANGED;
      }
    };
  }
}
