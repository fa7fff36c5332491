package dev.trestle.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  @TempDir private Path directory;

  @Test
  void aTemporaryServerAnswersOnLoopbackOnlyAndIsGoneAfterwards() throws SQLException {
    EmbeddedServer server = EmbeddedServer.temporary();
    DatabaseUrl url = server.url();

    assertThat(value(url, "show listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(value(url, "show server_version")).startsWith(EmbeddedServer.majorVersion() + ".");

    server.close();
    server.close();
    assertThatThrownBy(() -> value(url, "select 1")).isInstanceOf(SQLException.class);
  }

  @Test
  void dataIsKeptBetweenRunsAndWrittenForReal() throws SQLException {
    try (EmbeddedServer first = EmbeddedServer.at(directory)) {
      value(first.url(), "create table kept as select 42 as answer; select 1");
    }
    try (EmbeddedServer second = EmbeddedServer.at(directory)) {
      assertThat(value(second.url(), "select answer from kept")).isEqualTo("42");
      assertThat(value(second.url(), "show fsync")).isEqualTo("on");
    }
  }

  @Test
  void whatAKilledProcessLeftRunningIsStoppedAndItsDataKept() throws Exception {
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Orphan.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(killed.inputReader().readLine()).isEqualTo("written");
    killed.destroyForcibly().waitFor();
    long orphan =
        Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
    assertThat(ProcessHandle.of(orphan)).isPresent();

    try (EmbeddedServer server = EmbeddedServer.at(directory)) {
      assertThat(value(server.url(), "select answer from kept")).isEqualTo("42");
    }
    assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
  }

  /** Starts a server, writes, and waits to be killed. */
  static final class Orphan {
    public static void main(String[] arguments) throws Exception {
      EmbeddedServer server = EmbeddedServer.at(Path.of(arguments[0]));
      value(server.url(), "create table kept as select 42 as answer; select 1");
      System.out.println("written");
      System.in.read();
    }
  }

  @Test
  void aDirectoryInUseIsNamedAndItsServerFound() {
    assertThat(EmbeddedServer.running(directory)).isEmpty();
    try (EmbeddedServer first = EmbeddedServer.at(directory)) {
      assertThatThrownBy(() -> EmbeddedServer.at(directory))
          .isInstanceOf(StartException.class)
          .hasMessage(
              "Another process uses the database in "
                  + directory
                  + "; stop it, or set DATABASE_URL to a server of your own.");
      assertThat(EmbeddedServer.running(directory).orElseThrow())
          .hasToString(first.url().toString());
    }
  }

  @Test
  void dataOfAnotherVersionIsLeftAlone() throws IOException {
    Files.writeString(directory.resolve("PG_VERSION"), "9.6\n");

    assertThatThrownBy(() -> EmbeddedServer.at(directory))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(
            "The data in " + directory + " is of PostgreSQL 9.6, this is PostgreSQL ");
    assertThat(directory.resolve("PG_VERSION")).hasContent("9.6");
  }

  private static String value(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      try (ResultSet result = statement.getResultSet()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
