package dev.trestle;

import dev.trestle.internal.cache.SharedCache;
import dev.trestle.internal.db.Database;
import dev.trestle.internal.javalin.OwnServer;
import dev.trestle.internal.javalin.Shutdown;
import dev.trestle.query.SharedLookups;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.DSLContext;

/**
 * A running application: a route table, a database and the server that answers for them.
 *
 * <pre>{@code
 * try (Trestle app = Trestle.of(new Routes()).database(url).port(0).start()) {
 *   System.out.println(app.url());
 * }
 * }</pre>
 *
 * <p>Nothing is shared between applications: any number run in one JVM. To answer within a Javalin
 * server that you configure yourself, see {@link TrestleBuilder#plugin}.
 */
public final class Trestle implements AutoCloseable {
  private final Shutdown shutdown;
  private final Optional<Database> database;
  private final Optional<SharedCache> cache;
  private final List<RouteDefinition> routes;
  private final String host;
  private final OptionalInt port;

  Trestle(
      Shutdown shutdown,
      Optional<Database> database,
      Optional<SharedCache> cache,
      List<RouteDefinition> routes,
      String host,
      OptionalInt port) {
    this.shutdown = shutdown;
    this.database = database;
    this.cache = cache;
    this.routes = routes;
    this.host = host;
    this.port = port;
  }

  /**
   * Begins an application.
   *
   * @param routes generated as {@code Routes} into the package annotated with {@link AppRoot}
   * @return a builder with the defaults
   */
  public static TrestleBuilder of(RouteTable routes) {
    return new TrestleBuilder(routes);
  }

  /**
   * The port the server listens on.
   *
   * @return the real one, also where 0 was asked for
   * @throws IllegalStateException if something else carries its requests
   */
  public int port() {
    return port.orElseThrow(() ->
        new IllegalStateException(
            "This application listens on no port: a TrestleBuilder.carrier(…) brings its requests"));
  }

  /**
   * The address of the server.
   *
   * @return {@code http://host:port} without a slash at the end
   * @throws IllegalStateException as {@link #port}
   */
  public String url() {
    return OwnServer.url(host, port());
  }

  /**
   * All URLs that functions answer, those of libraries and of {@link TrestleBuilder#readiness}
   * among them.
   *
   * @return table after table, as they were given
   */
  public List<RouteDefinition> routes() {
    return routes;
  }

  /**
   * The application's database.
   *
   * @return takes a connection only while a statement or transaction runs
   * @throws IllegalStateException if the application was built without one
   */
  public DSLContext db() {
    return database
        .orElseThrow(() -> new IllegalStateException("This application has no database"))
        .dsl();
  }

  /**
   * How many statements its shared lookups took, for metrics.
   *
   * @return since the start; all zero without a database
   */
  public SharedLookups sharedLookups() {
    return database.map(it -> it.sharing().figures()).orElse(SharedLookups.NONE);
  }

  /**
   * What its connection pool and the queue before that are doing, for metrics.
   *
   * @return empty without a database, and of a pool of your own that is not HikariCP's
   */
  public Optional<PoolUse> poolUse() {
    return database.flatMap(Database::poolUse);
  }

  /**
   * Whether it is well. The database is asked now, on the next connection before all who wait for
   * one; who asks at the same time shares the answer. Blocks for some seconds at most.
   *
   * @return without an objection if it is
   */
  public Health health() {
    return shutdown.hasBegun()
        ? new Health(Optional.of("The application is stopping"), Optional.empty())
        : database.map(Database::health).orElse(new Health(Optional.empty(), Optional.empty()));
  }

  /**
   * What its cache has done, for metrics.
   *
   * @return empty without one
   */
  public Optional<CacheUse> cacheUse() {
    return cache.map(SharedCache::use);
  }

  /**
   * What the replicas that reads go to are doing, for metrics.
   *
   * @return one for each host, in the order of {@link ConnectionSettings#readReplicas}; empty
   *     without any
   */
  public List<ReplicaUse> replicaUse() {
    return database.map(Database::replicaUse).orElse(List.of());
  }

  /**
   * Waits until nothing is under way: no request, no answer that is made to be kept, no task that
   * one has left ({@link After}). For tests, which look at what such a task has done.
   *
   * @param longest that is waited
   * @return whether nothing is; what begins meanwhile is waited for too
   */
  public boolean awaitIdle(Duration longest) {
    return shutdown.awaitIdle(longest);
  }

  /**
   * Stops, and returns when all has ended, so that it may be called as a process is told to end:
   *
   * <ol>
   *   <li>The path of {@link TrestleBuilder#readiness}, if there is one, answers 503 from now on,
   *       and its notice passes.
   *   <li>New connections are refused, those that wait for no answer closed; streams of events end.
   *   <li>Requests that came before, streams among them, are answered with {@code Connection:
   *       close}; these and what they left to be done ({@link After}) have the time of {@link
   *       TrestleBuilder#stopWithin}. Requests that are left then are cancelled and answered with
   *       503.
   *   <li>The connection pool closes.
   * </ol>
   *
   * <p>Does nothing the second time.
   */
  @Override
  public void close() {
    shutdown.run();
  }
}
