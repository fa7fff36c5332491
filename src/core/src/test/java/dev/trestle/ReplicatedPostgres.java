package dev.trestle;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * A primary and its standby by streaming replication, both real. Every commit waits for the standby
 * to have it, so none is lost when that takes over.
 */
final class ReplicatedPostgres implements AutoCloseable {
  private final Path directory;
  private final EmbeddedPostgres primary;
  private final EmbeddedPostgres standby;

  private ReplicatedPostgres(Path directory, EmbeddedPostgres primary, EmbeddedPostgres standby) {
    this.directory = directory;
    this.primary = primary;
    this.standby = standby;
  }

  static ReplicatedPostgres start() throws IOException, SQLException {
    Path directory = Files.createTempDirectory("replicated");
    Path first = directory.resolve("primary");
    Path second = directory.resolve("standby");
    EmbeddedPostgres primary = builder(first).start();
    EmbeddedPostgres standby;
    try {
      copy(primary, first, second);
      standby = builder(second).setCleanDataDirectory(false).start();
    } catch (IOException | SQLException | RuntimeException e) {
      primary.close();
      throw e;
    }
    ReplicatedPostgres both = new ReplicatedPostgres(directory, primary, standby);
    both.primary().execute("alter system set synchronous_standby_names = '*'");
    both.primary().execute("select pg_reload_conf()");
    await(both.primary(), "select count(*) = 1 from pg_stat_replication where sync_state = 'sync'");
    return both;
  }

  private static EmbeddedPostgres.Builder builder(Path data) {
    return Postgres.builder().setDataDirectory(data).setServerConfig("synchronous_commit", "on");
  }

  /** What pg_basebackup does, which is not among the binaries. */
  private static void copy(EmbeddedPostgres primary, Path from, Path to)
      throws IOException, SQLException {
    try (Connection connection = primary.getPostgresDatabase().getConnection()) {
      DSLContext session = DSL.using(connection, SQLDialect.POSTGRES);
      session.execute("select pg_backup_start('standby', true)");
      copyFiles(from, to);
      String label =
          session
              .fetchValue("select labelfile from pg_backup_stop(wait_for_archive => false)")
              .toString();
      Files.writeString(to.resolve("backup_label"), label);
    }
    Files.createFile(to.resolve("standby.signal"));
    Files.writeString(
        to.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=" + primary.getPort() + " user=postgres'\n",
        StandardOpenOption.APPEND);
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(
                to.resolve(from.relativize(folder)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.getFileName().toString().startsWith("postmaster.")) {
              Files.copy(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          /** What the server has deleted meanwhile, it does not need. */
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  DSLContext primary() {
    return context(primary.getPostgresDatabase());
  }

  DSLContext standby() {
    return context(standby.getPostgresDatabase());
  }

  private static DSLContext context(DataSource database) {
    return DSL.using(database, SQLDialect.POSTGRES);
  }

  /** From now on a commit waits for nobody, so that the standby may lag, or go. */
  void followLater() {
    primary().execute("alter system reset synchronous_standby_names");
    primary().execute("select pg_reload_conf()");
    await(primary(), "select count(*) = 1 from pg_stat_replication where sync_state = 'async'");
  }

  int primaryPort() {
    return primary.getPort();
  }

  int standbyPort() {
    return standby.getPort();
  }

  /** The standby alone. */
  DatabaseUrl standbyUrl() {
    return standbyUrl("postgres");
  }

  DatabaseUrl standbyUrl(String database) {
    return DatabaseUrl.parse("postgresql://postgres@127.0.0.1:" + standbyPort() + "/" + database);
  }

  /** Both, for who looks for the primary itself. */
  DatabaseUrl url(String parameters) {
    return DatabaseUrl.parse(
        "postgresql://postgres@127.0.0.1:"
            + primaryPort()
            + ",127.0.0.1:"
            + standbyPort()
            + "/postgres"
            + parameters);
  }

  /** Kills the primary, as a power cut does, so that it has no time to say anything. */
  void killPrimary() throws IOException {
    String pid =
        Files.readAllLines(directory.resolve("primary").resolve("postmaster.pid")).getFirst();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
  }

  /** Makes the standby the primary; returns when it takes writes. */
  void promote() {
    standby().execute("alter system reset synchronous_standby_names");
    standby().fetchValue("select pg_promote()");
  }

  static void await(DSLContext server, String condition) {
    while (!Boolean.TRUE.equals(server.fetchValue(condition))) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** The standby first, because a primary waits for who receives from it. */
  @Override
  public void close() throws IOException {
    try {
      standby.close();
    } finally {
      primary.close();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
