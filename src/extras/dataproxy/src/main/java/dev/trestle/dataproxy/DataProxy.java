package dev.trestle.dataproxy;

import dev.trestle.DatabaseUrl;
import dev.trestle.Verb;
import dev.trestle.internal.db.Database;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.util.List;

/**
 * An endpoint through which functions at the edge run SQL over HTTP, in the protocol of the npm
 * package {@code @neondatabase/serverless}, so that this and what builds upon it (drizzle-orm's
 * {@code neon-http}, kysely-neon) work unchanged.
 *
 * <pre>{@code
 * try (DataProxy proxy = DataProxy.over(edge).key(key).allow(Path.of("db/edge.sql")).open();
 *     Trestle app = Trestle.of(new Routes()).database(url).routes(proxy).start()) {
 *   …
 * }
 * }</pre>
 *
 * <p>Who asks must have one of its keys, and what they ask must be one of its statements: all
 * others are refused with their fingerprint. It has a pool of its own, under a role of its own,
 * whose rights are what a caller can do at most. Statements come with parameters, run in the
 * session of whichever connection is free, in the time zone of this process, and end with their
 * request.
 *
 * <p>A value of a key, a parameter or a row is in no log.
 */
public final class DataProxy implements RouteTable, AutoCloseable {
  private final String path;
  private final Handler endpoint;
  private final Policy policy;
  private final Database database;

  DataProxy(String path, Handler endpoint, Policy policy, Database database) {
    this.path = path;
    this.endpoint = endpoint;
    this.policy = policy;
    this.database = database;
  }

  /**
   * Begins a proxy.
   *
   * @param url of the database, through a pooler or not, with a role that may do only what callers
   *     are to do
   * @return a builder with the defaults
   */
  public static DataProxyBuilder over(DatabaseUrl url) {
    return new DataProxyBuilder(url);
  }

  /** One route, for {@code POST}. */
  @Override
  public List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at(path, DataProxy.class.getName()).on(Verb.POST, endpoint, policy));
  }

  /** Closes its pool; to be called once the application has ended. */
  @Override
  public void close() {
    database.close();
  }
}
