package dev.trestle.embedded;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * A PostgreSQL server that runs beside this JVM, listens on a free port of 127.0.0.1 only, and
 * trusts everybody there: for code generation, development and tests. Also runs as root.
 *
 * <p>Ends with {@link #close}, and with the JVM. Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {
  /** Machines on which everything else starts too take longer than the library's ten seconds. */
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  private final EmbeddedPostgres postgres;

  private EmbeddedServer(EmbeddedPostgres.Builder builder) {
    try {
      this.postgres =
          builder
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setPGStartupWait(LONGEST_START)
              .start();
    } catch (IOException | RuntimeException e) {
      throw new StartException("The embedded PostgreSQL did not start: " + e.getMessage() + ".", e);
    }
  }

  /**
   * A server whose data goes with it. It does not wait for the disk, so it is fast, and lost in a
   * power cut.
   *
   * @return running
   * @throws StartException if it does not start
   */
  public static EmbeddedServer temporary() {
    return new EmbeddedServer(EmbeddedPostgres.builder());
  }

  /**
   * A server whose data stays. What a killed process left running there is stopped first, without
   * loss.
   *
   * @param directory of the data, made if missing; of this server's major version
   * @return running
   * @throws StartException if another process uses the directory, if its data is of another major
   *     version, or if the server does not start
   */
  public static EmbeddedServer at(Path directory) {
    DataDirectory data = new DataDirectory(directory.toAbsolutePath().normalize());
    data.requireVersion(majorVersion());
    data.stopOrphan();
    return new EmbeddedServer(
        EmbeddedPostgres.builder()
            .setDataDirectory(data.path())
            .setCleanDataDirectory(false)
            // The library never waits for the disk; people's data is worth the wait.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on"));
  }

  /**
   * The server that another process runs on a directory.
   *
   * @param directory of the data
   * @return the address of its first database; empty if no process uses the directory
   */
  public static Optional<DatabaseUrl> running(Path directory) {
    return new DataDirectory(directory.toAbsolutePath().normalize())
        .portInUse()
        .map(EmbeddedServer::url);
  }

  /**
   * The version of PostgreSQL that runs.
   *
   * @return 14 to 18
   */
  public static int majorVersion() {
    return Integer.parseInt(version().split("\\.")[0]);
  }

  /**
   * The full version of the server's binaries.
   *
   * @return as Maven knows it, {@code 18.6.0}
   */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = EmbeddedServer.class.getResourceAsStream("server.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /**
   * The address of the server's first database.
   *
   * @return {@code postgres}, as a superuser
   */
  public DatabaseUrl url() {
    return url(postgres.getPort());
  }

  private static DatabaseUrl url(int port) {
    return DatabaseUrl.parse("postgresql://postgres@127.0.0.1:" + port + "/postgres");
  }

  /** Stops the server, and deletes its data if it is temporary. Does nothing the second time. */
  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
