package dev.trestle.testing;

import dev.trestle.DatabaseUrl;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running PgBouncer in transaction mode in front of one server, for a program that is no test; a
 * test class has a {@link PgBouncer}.
 */
public final class PoolerProcess implements AutoCloseable {
  private final List<Path> files;
  private final Process process;
  private final DatabaseUrl server;
  private final int port;

  private PoolerProcess(List<Path> files, Process process, DatabaseUrl server, int port) {
    this.files = files;
    this.process = process;
    this.server = server;
    this.port = port;
  }

  /** Debian has it where only root's path leads. */
  static Optional<Path> program() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, "pgbouncer"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts the {@code pgbouncer} of this machine on a free port of 127.0.0.1, where it lets in
   * everybody, and returns once it listens.
   *
   * @param server whose databases it has
   * @param connections to the server at most, at least 1; 200 clients share them
   * @return to be closed
   * @throws IllegalStateException if none is installed, or it does not start
   */
  public static PoolerProcess start(DatabaseUrl server, int connections) {
    Path program =
        program()
            .orElseThrow(() ->
                new IllegalStateException(
                    "pgbouncer is not installed; on Debian: apt-get install pgbouncer."));
    try {
      int port = freePort();
      Path folder = Files.createTempDirectory("pgbouncer");
      Path users = Files.writeString(folder.resolve("users.txt"), users(server));
      Path settings =
          Files.writeString(
              folder.resolve("pgbouncer.ini"), settings(server, connections, port, users));
      List<String> command = new ArrayList<>(List.of(program.toString()));
      if (System.getProperty("user.name").equals("root")) {
        command.addAll(List.of("-u", "nobody")); // It refuses to be root.
      }
      command.add(settings.toString());
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      awaitStart(process);
      return new PoolerProcess(List.of(users, settings, folder), process, server, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String settings(DatabaseUrl server, int connections, int port, Path users) {
    String[] host = server.hosts().split(":");
    return """
    [databases]
    * = host=%s port=%s
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = %d
    unix_socket_dir =
    auth_type = trust
    auth_file = %s
    pool_mode = transaction
    default_pool_size = %d
    max_client_conn = 200
    """
        .formatted(host[0], host[1], port, users, connections);
  }

  /** Who may come in, and logs in at the server with what. */
  private static String users(DatabaseUrl server) {
    return "\"%s\" \"%s\"\n"
        .formatted(server.user().replace("\"", "\"\""), server.password().replace("\"", "\"\""));
  }

  private static void awaitStart(Process process) throws IOException {
    BufferedReader said = process.inputReader();
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.contains("process up")) {
        // Not a virtual one, which would keep its carrier while it reads.
        Thread.ofPlatform().daemon().name("pgbouncer").start(() -> drain(said));
        return;
      }
      all.append('\n').append(line);
    }
    throw new IllegalStateException("PgBouncer did not start:" + all);
  }

  /** So that it is not held up by what nobody reads. */
  private static void drain(BufferedReader said) {
    try {
      said.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It was ended while it was read.
    }
  }

  /**
   * The address of a database behind it, which does not say that it is a pooler's.
   *
   * @param database of the server
   * @return valid until it is closed
   */
  public DatabaseUrl url(String database) {
    return DatabaseUrl.parse("postgresql://" + server.user() + "@127.0.0.1:" + port)
        .withDatabase(database);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
