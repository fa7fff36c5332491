package dev.trestle.querytest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.Database;
import dev.trestle.testing.TestDatabase;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh database behind a relay that counts how often its clients wait for the server: each wait
 * follows a {@code Sync} of PostgreSQL's extended query protocol.
 */
final class CountedServer implements BeforeAllCallback, AfterAllCallback {
  private final TestDatabase database = TestDatabase.migrated("classpath:db/migration");
  private final AtomicInteger syncs = new AtomicInteger();
  private final String options;
  private ServerSocket relay;
  private HikariDataSource pool;

  /**
   * @param options of the driver, in the address
   */
  CountedServer(String options) {
    this.options = options;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    database.beforeAll(context);
    DatabaseUrl url = database.url();
    relay = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(url.hosts()));
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable&%s"
            .formatted(relay.getLocalPort(), url.database(), options));
    config.setUsername(url.user());
    config.setPassword(url.password());
    config.setMaximumPoolSize(1);
    pool = new HikariDataSource(config);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    pool.close();
    relay.close();
    database.afterAll(context);
  }

  DSLContext db() {
    return Database.over(pool, OptionalInt.empty(), Optional.empty(), InstantSource.system()).dsl();
  }

  /** How often something waited for the server. */
  int roundTrips(Supplier<?> work) {
    int before = syncs.get();
    work.get();
    return syncs.get() - before;
  }

  private void accept(String server) {
    String[] address = server.split(":");
    while (!relay.isClosed()) {
      try {
        Socket client = relay.accept();
        Socket upstream = new Socket(address[0], Integer.parseInt(address[1]));
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> closing(client, upstream, () -> count(client, upstream)));
        Thread.ofVirtual()
            .start(() ->
                closing(
                    client,
                    upstream,
                    () -> upstream.getInputStream().transferTo(client.getOutputStream())));
      } catch (IOException e) {
        return; // The test is over.
      }
    }
  }

  /** The first message has no type; of all others it is a byte, and a length follows. */
  private void count(Socket client, Socket upstream) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(upstream.getOutputStream(), 65_536));
    int type = 0;
    while (true) {
      int length = in.readInt();
      if (type == 'S') {
        syncs.incrementAndGet();
      }
      out.writeInt(length);
      out.write(in.readNBytes(length - 4));
      if (type == 0 || type == 'S' || type == 'H' || type == 'Q' || type == 'X' || type == 'p') {
        out.flush();
      }
      type = in.readUnsignedByte();
      out.write(type);
    }
  }

  private interface Transfer {
    void run() throws IOException;
  }

  private static void closing(Socket client, Socket upstream, Transfer transfer) {
    try (client;
        upstream) {
      transfer.run();
    } catch (IOException e) {
      // One side has ended.
    }
  }
}
