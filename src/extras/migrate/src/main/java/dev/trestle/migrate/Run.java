package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * One run of what is pending: Flyway runs the files that may be in a transaction, {@link Alone} the
 * others. Nobody else runs meanwhile.
 */
final class Run {
  private static final Set<String> NEEDS_NO_TRANSACTION = Set.of("25001", "2D000");

  /** Files without a version, which Flyway repeats when they change, come last. */
  private static final Comparator<MigrationInfo> ORDER =
      Comparator.comparing(
          MigrationInfo::getVersion, Comparator.nullsLast(Comparator.naturalOrder()));

  private final DatabaseUrl database;
  private final FluentConfiguration configuration;
  private final Sources sources;
  private final History history;
  private final LockTimes locks;
  private final MigrationListener listener;
  private final Map<String, Script> scripts = new HashMap<>();
  private final Set<String> alone = new HashSet<>();
  private final List<Migration> applied = new ArrayList<>();

  Run(
      DatabaseUrl database,
      FluentConfiguration configuration,
      Sources sources,
      LockTimes locks,
      MigrationListener listener) {
    this.database = database;
    this.configuration = configuration;
    this.sources = sources;
    this.history = new History(configuration.getTable());
    this.locks = locks;
    this.listener = listener;
  }

  /**
   * Runs it.
   *
   * @param keeper a session of one's own
   * @return what was applied, in order
   */
  List<Migration> run(Connection keeper) throws SQLException {
    while (true) {
      List<MigrationInfo> files = List.of(configuration.load().info().all());
      refuse(files);
      List<MigrationInfo> pending = files.stream().filter(Run::isPending).sorted(ORDER).toList();
      if (pending.isEmpty() && hasHistory(keeper)) {
        return List.copyOf(applied);
      }
      int next = 0;
      while (next < pending.size() && !isAlone(pending.get(next))) {
        forget(keeper, pending.get(next));
        next++;
      }
      if (next == pending.size()) {
        if (together(MigrationVersion.LATEST)) {
          return List.copyOf(applied);
        }
      } else if (next > 0) {
        together(pending.get(next - 1).getVersion());
      } else {
        if (!hasHistory(keeper)) {
          together(MigrationVersion.fromVersion("0"));
        }
        alone(keeper, pending.getFirst());
      }
    }
  }

  private static void refuse(List<MigrationInfo> files) {
    List<Migration> status =
        files.stream().filter(MigrationInfo::isVersioned).map(Statuses::of).toList();
    Failures.status(status)
        .ifPresent(reason -> {
          throw new MigrationException(reason, null);
        });
  }

  private static boolean isPending(MigrationInfo file) {
    Migration.State state = Statuses.state(file);
    return file.getResolvedChecksum() != null
        && (state == Migration.State.PENDING || state == Migration.State.FAILED);
  }

  private boolean isAlone(MigrationInfo file) {
    boolean is = script(file).alone().isPresent() || alone.contains(file.getScript());
    if (is && file.getVersion() == null) {
      throw new MigrationException(
          file.getScript()
              + " cannot run in a transaction, so it needs a version, by which a later run knows"
              + " that it began: name it V…__….sql.",
          null);
    }
    return is;
  }

  private Script script(MigrationInfo file) {
    return scripts.computeIfAbsent(
        file.getScript(),
        name ->
            sources
                .read(name)
                .map(text -> Script.parse(configuration, name, text))
                .orElse(new Script(name, List.of())));
  }

  /** Of a file that began alone and was put right since, so that it needs no longer be. */
  private void forget(Connection keeper, MigrationInfo file) throws SQLException {
    if (file.getState().isFailed()) {
      history.forget(keeper, file.getVersion().getVersion());
    }
  }

  private boolean hasHistory(Connection keeper) throws SQLException {
    try (var statement = keeper.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, configuration.getTable());
      try (var row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Runs files in transactions; false if one of them turns out to need none. */
  private boolean together(MigrationVersion target) {
    Together run = new Together(locks, listener, this::script, applied::add);
    Flyway flyway =
        new FluentConfiguration().configuration(configuration).callbacks(run).target(target).load();
    String file = "";
    for (int attempt = 1; ; attempt++) {
      try {
        flyway.migrate();
        run.end();
        return true;
      } catch (FlywayException e) {
        Optional<Script> failed = run.fail();
        if (failed.isEmpty()) {
          throw e;
        }
        Script script = failed.get();
        if (NEEDS_NO_TRANSACTION.contains(Failures.state(e)) && script.statements().size() == 1) {
          alone.add(script.file());
          return false;
        }
        if (!Locked.is(e) || script.statements().isEmpty()) {
          throw e;
        }
        attempt = script.file().equals(file) ? attempt : 1;
        file = script.file();
        if (attempt == locks.attempts()) {
          throw new MigrationException(Failures.locked(script, run.statement(), locks), e);
        }
        Locked.pause(listener, locks, script.step(run.statement()), attempt);
      }
    }
  }

  private void alone(Connection keeper, MigrationInfo file) throws SQLException {
    boolean failed = file.getState().isFailed();
    boolean same = file.getResolvedChecksum().equals(file.getAppliedChecksum());
    if (failed && !same) {
      history.forget(keeper, file.getVersion().getVersion());
    }
    Duration took =
        new Alone(database, history, locks, listener).run(file, script(file), failed && same);
    Migration migration = Statuses.applied(file, took);
    applied.add(migration);
    listener.applied(migration);
  }
}
