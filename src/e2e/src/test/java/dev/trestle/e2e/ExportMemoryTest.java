package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.testing.TestDatabase;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What exporting 100,000 posts takes of a service with 128 MiB and two connections, one process for
 * all. The heap is what its JVM counts in a full collection.
 */
class ExportMemoryTest {
  private static final int POSTS = 100_000;
  private static final long MOST_BYTES = 32L << 20;

  /** Whether a statement ran within the last second: who waits for a connection asks at once. */
  private static final String ASKED =
      """
      select exists (
        select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and (state <> 'idle' or state_change > clock_timestamp() - interval '1 second')
      )
      """;

  private static final int SLOW_READERS = 50;

  @RegisterExtension
  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  private static Process service;
  private static String address;

  @BeforeAll
  static void start() throws Exception {
    service =
        Processes.light(
            Map.of("PORT", "0", "POOL_SIZE", "2", "DATABASE_URL", database.url().toUri()),
            "-Xmx128m",
            "-jar",
            System.getProperty("service.jar"));
    address = Processes.address(service);
    warm();
  }

  @AfterAll
  static void stop() {
    service.destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ndjson", "csv"})
  void anExportRaisesTheHeapByLessThan32MiB(String format) throws Exception {
    long before = Heap.live(service);
    long most = 0;
    try (Reader reader = new Reader(address, format)) {
      // Looked at where it has only begun, in its midst, and near its end.
      for (int i = 0; i < 5; i++) {
        assertThat(reader.lines(POSTS / 5 - 1)).isEqualTo(POSTS / 5 - 1);
        most = Math.max(most, Heap.live(service));
      }
      assertThat(reader.lines(Integer.MAX_VALUE)).isGreaterThanOrEqualTo(5);
    }

    assertThat(most - before).isLessThan(MOST_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ndjson", "csv"})
  void fiftySlowReadersRaiseItByLessToo(String format) throws Exception {
    long before = Heap.live(service);
    List<Reader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_READERS; i++) {
        readers.add(new Reader(address, format));
      }
      for (Reader reader : readers) {
        assertThat(reader.lines(100)).isEqualTo(100);
      }

      // Of the two connections none is held, however many stand still.
      assertThat(Processes.get(address + "/api/users?limit=1").statusCode()).isEqualTo(200);
      awaitThatNobodyAsksTheDatabase();
      assertThat(Heap.live(service) - before).isLessThan(MOST_BYTES);
      assertThat(Processes.get(address + "/api/users?limit=1").statusCode()).isEqualTo(200);
    } finally {
      for (Reader reader : readers) {
        reader.close();
      }
    }
  }

  /** Until then some still read ahead, or wait to. */
  private static void awaitThatNobodyAsksTheDatabase() throws SQLException {
    DatabaseUrl url = database.url();
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement()) {
      boolean asked = true;
      while (asked) {
        try (ResultSet row = statement.executeQuery(ASKED)) {
          row.next();
          asked = row.getBoolean(1);
        }
      }
    }
  }

  /** What is loaded and compiled for the first answer is no part of an export. */
  private static void warm() throws Exception {
    try (Reader reader = new Reader(address, "ndjson");
        Reader csv = new Reader(address, "csv")) {
      reader.lines(5_000);
      csv.lines(5_000);
    }
    assertThat(Processes.get(address + "/api/users?limit=1").statusCode()).isEqualTo(200);
  }

  /** A client that reads as much as it is told; of HTTP/1.0, so that no chunk splits a line. */
  private static final class Reader implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    Reader(String address, String format) throws IOException {
      socket.setReceiveBufferSize(32 * 1024);
      socket.setSoTimeout(60_000);
      socket.connect(new InetSocketAddress("127.0.0.1", URI.create(address).getPort()));
      String request =
          "GET /api/export/posts?format=%s HTTP/1.0\r\nHost: test\r\n\r\n".formatted(format);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      in = new BufferedInputStream(socket.getInputStream());
      assertThat(new String(in.readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
    }

    /** Reads lines with an id of a post in them, or as many as there are. */
    int lines(int most) throws IOException {
      int lines = 0;
      StringBuilder line = new StringBuilder();
      while (lines < most) {
        int read = in.read();
        if (read < 0) {
          break;
        }
        line.append((char) read);
        if (read == '\n') {
          lines += line.indexOf("-4000-9000-") >= 0 ? 1 : 0;
          line.setLength(0);
        }
      }
      return lines;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
