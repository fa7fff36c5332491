package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * Makes a database beside another one and puts it into its place, from a third one of the server:
 * the maintenance database, as PostgreSQL calls it. One process at a time for each database.
 */
final class Maintenance implements AutoCloseable {
  private static final List<String> PLACES = List.of("postgres", "template1");
  private static final Duration FOR_OTHERS = Duration.ofSeconds(30);
  private static final String IN_USE = "55006";
  private static final String NO_PRIVILEGE = "42501";
  private static final int ATTEMPTS = 3;
  private static final long POLL_MILLIS = 20;

  /** Of PostgreSQL's 63 bytes, with room for what comes behind it. */
  private static final int NAME_BYTES = 44;

  private static final String REFUSAL =
      """
      select case
        when d.datistemplate then 'it is a template, from which other databases are made'
        when not (r.rolsuper or r.rolcreatedb) then format(
          'the role %1$s may not create databases, and the new one is made beside it;'
          ' alter role %1$I createdb', r.rolname)
        when not pg_has_role(d.datdba, 'usage') then format(
          'it belongs to the role %s, and %s is not of that; log in as that',
          pg_get_userbyid(d.datdba), r.rolname)
        when p.gid is not null then format(
          'a prepared transaction waits in it; rollback prepared %L, or commit it', p.gid)
        when s.slot_name is not null then format(
          'the replication slot %s reads it; drop that first', s.slot_name)
        when u.subname is not null then format(
          'the subscription %s writes into it; drop that first', u.subname)
        end
      from pg_database d
        join pg_roles r on r.rolname = current_user
        left join pg_prepared_xacts p on p.database = d.datname
        left join pg_replication_slots s on s.database = d.datname
        left join pg_subscription u on u.subdbid = d.oid
      where d.datname = ?
      limit 1
      """;

  private final SessionLock lock;
  private final Connection session;
  private final DatabaseUrl database;
  private final String name;
  private volatile boolean refused;

  private Maintenance(SessionLock lock, Connection session, DatabaseUrl database, String name) {
    this.lock = lock;
    this.session = session;
    this.database = database;
    this.name = name;
  }

  /**
   * Waits for who is at the same database, and removes what one that was killed left.
   *
   * @param name of the database, as the server has it
   */
  static Maintenance open(DatabaseUrl database, String name, Runnable waiting) throws SQLException {
    SQLException refused = null;
    for (String place : PLACES) {
      if (!place.equals(name)) {
        DatabaseUrl other = database.withDatabase(place);
        SessionLock lock;
        try {
          lock = SessionLock.take(other, lockName(name), waiting);
        } catch (SQLException e) {
          refused = e;
          continue;
        }
        return open(database, name, lock, other);
      }
    }
    throw new MigrationException(
        database
            + " cannot be reset: that is done from another database of the server, "
            + String.join(" or ", PLACES)
            + ", and "
            + database.user()
            + " cannot work there: "
            + Failures.firstLine(refused)
            + ".",
        refused);
  }

  private static Maintenance open(
      DatabaseUrl database, String name, SessionLock lock, DatabaseUrl place) throws SQLException {
    try {
      String application = "trestle-reset " + hash(name);
      end(
          lock.session(),
          "select pid from pg_stat_activity where application_name = ? and usename = session_user",
          application);
      Connection session = Session.open(place, FOR_OTHERS, application);
      Maintenance opened = new Maintenance(lock, session, database, name);
      try {
        opened.dropLeftovers();
        return opened;
      } catch (SQLException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Why it cannot be, as far as that is to be known before. */
  Optional<String> refusal() throws SQLException {
    return Session.all(session, REFUSAL, name).stream()
        .filter(reason -> reason != null)
        .findFirst();
  }

  /** The name of the new database until it takes the old one's place. */
  String fresh() {
    return beside("new");
  }

  /** The name of the old one from then on, until it is gone. */
  private String old() {
    return beside("old");
  }

  private String beside(String what) {
    return shortened(name) + "_reset_" + hash(name) + "_" + what;
  }

  /** Makes the new one: empty, and like the old one from without. */
  void create() throws SQLException {
    for (String statement : Likeness.statements(session, name, fresh())) {
      try {
        Session.execute(session, statement);
      } catch (SQLException e) {
        throw new MigrationException(
            "PostgreSQL refused \"%s\", with which the new database is to be like %s: %s. That may need a superuser."
                .formatted(Failures.shortened(statement), database, Failures.firstLine(e)),
            e);
      }
    }
  }

  private void dropLeftovers() throws SQLException {
    for (String left : List.of(fresh(), old())) {
      try {
        drop(left);
      } catch (SQLException e) {
        throw new MigrationException(
            "A reset of %s that did not come to its end left the database '%s', which cannot be dropped: %s."
                .formatted(database, left, Failures.firstLine(e)),
            e);
      }
    }
  }

  /** Removes the new one. */
  void discard() throws SQLException {
    drop(fresh());
  }

  /** Removes the old one, which has no longer its name. */
  void dropOld() throws SQLException {
    drop(old());
  }

  private void drop(String what) throws SQLException {
    String statement =
        "select format('drop database if exists %I with (force)', datname)"
            + " from pg_database where datname = ?";
    for (String drop : Session.all(session, statement, what)) {
      Session.execute(session, drop);
    }
  }

  /**
   * Gives the new one the name of the old one, in one transaction; ends all sessions in the old
   * one.
   */
  void swap() throws SQLException {
    for (int attempt = 1; ; attempt++) {
      // Who begins a session while the name changes waits for that, so nobody comes after these.
      try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
        clock.scheduleWithFixedDelay(this::endSessions, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        rename();
        return;
      } catch (SQLException e) {
        if (!IN_USE.equals(e.getSQLState())) {
          throw e;
        }
        // Some are on their way out, and only late; others are not to be ended.
        if (attempt == ATTEMPTS || refused) {
          throw new MigrationException(inUse(e), e);
        }
      }
    }
  }

  private void rename() throws SQLException {
    session.setAutoCommit(false);
    try {
      for (String statement : Likeness.last(session, name, fresh())) {
        Session.execute(session, statement);
      }
      rename(name, old());
      rename(fresh(), name);
      session.commit();
    } catch (SQLException e) {
      session.rollback();
      throw e;
    } finally {
      session.setAutoCommit(true);
    }
  }

  private void rename(String from, String to) throws SQLException {
    String sql = "select format('alter database %I rename to %I', ?, ?)";
    Session.execute(session, Session.all(session, sql, from, to).getFirst());
  }

  private void endSessions() {
    try {
      refused =
          !end(
              lock.session(),
              "select pid from pg_stat_activity where datname = ?"
                  // Of other roles it is not told what they are; who has no role is the server.
                  + " and usesysid is not null"
                  + " and coalesce(backend_type, 'client backend') = 'client backend'",
              name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends those that are the role's to end; false if there are others, which go on. */
  private static boolean end(Connection session, String pids, String value) throws SQLException {
    boolean all = true;
    for (String pid : Session.all(session, pids, value)) {
      try {
        Session.execute(session, "select pg_terminate_backend(" + pid + ")");
      } catch (SQLException e) {
        if (!NO_PRIVILEGE.equals(e.getSQLState())) {
          throw e;
        }
        all = false;
      }
    }
    return all;
  }

  private String inUse(SQLException cause) throws SQLException {
    List<String> others =
        Session.all(
            session,
            "select format('%s of %s (process %s)', coalesce(nullif(application_name, ''),"
                + " backend_type), coalesce(usename, 'the server'), pid)"
                + " from pg_stat_activity where datname = ?",
            name);
    return "%s is in use, and %s may not end that: %s. End it and run again."
        .formatted(
            database,
            database.user(),
            others.isEmpty() ? Failures.firstLine(cause) : String.join(", ", others));
  }

  private static String lockName(String name) {
    return "dev.trestle.migrate.reset:" + name;
  }

  private static String hash(String name) {
    CRC32 hash = new CRC32();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(hash.getValue());
  }

  /** Its beginning, in whole characters. */
  private static String shortened(String name) {
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }

  @Override
  public void close() throws SQLException {
    try (lock) {
      session.close();
    }
  }
}
