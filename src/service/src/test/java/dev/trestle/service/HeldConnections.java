package dev.trestle.service;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jooq.tools.jdbc.DefaultConnection;

/**
 * A pool, and what is in front of all routes of a server: it notes who reads a body, or writes to a
 * client, while a connection is out for a request. For requests one after the other.
 */
final class HeldConnections extends HikariDataSource {
  private final Set<Connection> out = ConcurrentHashMap.newKeySet();
  private final Queue<String> found = new ConcurrentLinkedQueue<>();
  private final Set<String> requests = ConcurrentHashMap.newKeySet();
  private final AtomicInteger leases = new AtomicInteger();

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    if (Thread.currentThread().getName().equals("trestle-after")) {
      return connection; // Of work after an answer, which runs beside the next request.
    }
    leases.incrementAndGet();
    out.add(connection);
    return new DefaultConnection(connection) {
      @Override
      public void close() throws SQLException {
        out.remove(connection);
        super.close();
      }
    };
  }

  Handler.Singleton watch() {
    return new Handler.Wrapper() {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        String name = request.getMethod() + " " + request.getHttpURI().getPath();
        requests.add(name);
        return super.handle(
            new WatchedRequest(request, name),
            new WatchedResponse(request, response, name),
            callback);
      }
    };
  }

  private void note(String name, String what) {
    if (!out.isEmpty()) {
      found.add(name + " " + what);
    }
  }

  /** What was done while a connection was out. */
  Queue<String> found() {
    return found;
  }

  /** Verbs and paths. */
  Set<String> requests() {
    return requests;
  }

  /** How often a connection was taken. */
  int leases() {
    return leases.get();
  }

  private final class WatchedRequest extends Request.Wrapper {
    private final String name;

    WatchedRequest(Request request, String name) {
      super(request);
      this.name = name;
    }

    @Override
    public Content.Chunk read() {
      note(name, "reads its body");
      return super.read();
    }

    @Override
    public void demand(Runnable demand) {
      note(name, "waits for its body");
      super.demand(demand);
    }
  }

  private final class WatchedResponse extends Response.Wrapper {
    private final String name;

    WatchedResponse(Request request, Response response, String name) {
      super(request, response);
      this.name = name;
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
      note(name, "writes its answer");
      super.write(last, bytes, callback);
    }
  }
}
