package dev.trestle;

import dev.trestle.query.StatementListener;
import dev.trestle.spi.CacheStore;
import dev.trestle.spi.Carrier;
import dev.trestle.spi.RouteTable;
import io.javalin.config.JavalinConfig;
import io.javalin.plugin.Plugin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Schema;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of an application that does not run yet. Used by one thread.
 *
 * @see Trestle#of
 */
public final class TrestleBuilder {
  private final Settings settings = new Settings();

  TrestleBuilder(RouteTable routes) {
    routes(routes);
  }

  /**
   * Routes beside those that the application began with, as a library brings them: {@code
   * Trestle.of(new Routes()).routes(proxy)}.
   *
   * @param more no URL of which another table has; may be called for several
   * @return this
   */
  public TrestleBuilder routes(RouteTable more) {
    settings.routes.add(more);
    return this;
  }

  /**
   * Takes port, host, trusted proxies, database, replicas, size, queue and times of its pool,
   * whether lookups are shared, and what is told of statements from the environment.
   *
   * @param environment usually {@code Environment.of(System.getenv())}
   * @return this
   */
  public TrestleBuilder environment(Environment environment) {
    settings.connections.take(environment);
    settings.statements.take(environment);
    settings.http.take(environment);
    settings.server.take(environment);
    return development(environment.development());
  }

  /**
   * The database; its pool opens at start and closes with the application.
   *
   * @param url where it is
   * @return this
   */
  public TrestleBuilder database(DatabaseUrl url) {
    settings.connections.at(url);
    return this;
  }

  /**
   * The database, through a pool that stays yours: the application never closes it.
   *
   * @param pool of PostgreSQL connections
   * @return this
   */
  public TrestleBuilder database(DataSource pool) {
    settings.connections.over(pool);
    return this;
  }

  /**
   * Changes what connections are like, and where reads go: {@code connections(it ->
   * it.poolSize(20).readReplicas(two))}.
   *
   * @param change called at once; may be called for several
   * @return this
   */
  public TrestleBuilder connections(Consumer<ConnectionSettings> change) {
    change.accept(settings.connections);
    return this;
  }

  /**
   * A generated schema, so that errors can name fields: "Email already exists"; and so that what
   * its classes name and the database lacks is told at the start, in the log and by {@link
   * #readiness}. Of views and tables that is any column, found along the search path.
   *
   * @param schema as jOOQ generated it; may be called for several
   * @return this
   */
  public TrestleBuilder schema(Schema schema) {
    settings.schemas.add(Objects.requireNonNull(schema, "schema"));
    return this;
  }

  /**
   * Whether a developer is at work. Then a request that repeats a statement is a warning that names
   * its route ({@link StatementSettings#repeatLimit}), a slow statement too ({@link
   * StatementSettings#slowQuery}), and a request with the header {@code X-Trestle-Explain: 1} has
   * PostgreSQL's plans of its statements in the log. Those show values, and the answer waits for
   * them. Cookies need not be {@code Secure} over plain HTTP, see {@link Cookie#secure}.
   *
   * @param yes false unless set
   * @return this
   */
  public TrestleBuilder development(boolean yes) {
    settings.development = yes;
    return this;
  }

  /**
   * Changes what is told of statements: {@code statements(it ->
   * it.slowQuery(Duration.ofMillis(200)))}.
   *
   * @param change called at once; may be called for several
   * @return this
   */
  public TrestleBuilder statements(Consumer<StatementSettings> change) {
    change.accept(settings.statements);
    return this;
  }

  /**
   * Tells somebody of every statement.
   *
   * @param listener may be called for several
   * @return this
   */
  public TrestleBuilder listener(StatementListener listener) {
    settings.statements.listener(listener);
    return this;
  }

  /**
   * Where the answers of {@link dev.trestle.policy.Cached} functions and the data of {@link
   * CachedFunction}s are kept.
   *
   * @param store as the module {@code trestle-cache} has one; without any, an application whose
   *     functions are cached or take a {@link DataCache} is refused at start
   * @return this
   */
  public TrestleBuilder cache(CacheStore store) {
    settings.cache = Optional.of(store);
    return this;
  }

  /**
   * What time it is: for how long answers and data are kept, when cookies and signed values end, at
   * which rate requests may come. A function that takes an {@code InstantSource} has it, and {@code
   * DSLContext.configuration().clock()}. Not what PostgreSQL says is {@code now()}, nor timeouts,
   * which are how long something takes.
   *
   * @param source the system's unless set; for tests, that need not wait
   * @return this
   */
  public TrestleBuilder clock(InstantSource source) {
    settings.clock = Objects.requireNonNull(source, "clock");
    return this;
  }

  /**
   * What an exception of the application's own is answered with, wherever it is thrown: {@code
   * errors(OutOfStock.class, e -> HttpError.conflict("Sold out"))}. Mapping a class of exceptions
   * maps those below it too, unless they have their own.
   *
   * <p>What PostgreSQL refuses is explained by Trestle, except where {@code DataAccessException},
   * {@code SQLException} or one below them is mapped. Mapping {@link HttpError} itself changes all
   * errors, those of unknown URLs and of malformed requests too. A mapping that wants another body
   * than that of errors throws its answer: {@code throw Response.text("…").thrown()}. What is
   * mapped to less than 500 is not logged and no failure; a mapping that fails is logged and
   * answered with 500.
   *
   * @param <E> the class of exceptions
   * @param type the class of exceptions
   * @param mapping what to answer
   * @return this
   * @throws IllegalArgumentException if the class is mapped already
   */
  public <E extends Throwable> TrestleBuilder errors(
      Class<E> type, Function<? super E, ? extends HttpError> mapping) {
    settings.errors.map(type, mapping);
    return this;
  }

  /**
   * Tells somebody of each failure that nobody expected, once: thrown by a function, by middleware,
   * by the writer of a stream, by a task after the answer, or answered with 500 and more for a
   * reason of the database's; and of whatever keeps a kept answer from being made anew. Not of
   * answers that are thrown ({@link HttpError}, {@link ThrownResponse}), nor of a client that went
   * away. It is logged in any case; in somebody else's server ({@link #plugin}) what their handlers
   * answer is theirs to tell.
   *
   * @param listener called on the thread of the request before its answer; what it throws is logged
   * @return this
   */
  public TrestleBuilder onFailure(Consumer<Failure> listener) {
    settings.errors.onFailure(listener);
    return this;
  }

  /**
   * Tells somebody of each request, also of those that no route answers. Where nobody is told, that
   * costs nothing. Not in somebody else's server ({@link #plugin}), whose requests are its owner's
   * to count.
   *
   * @param listener called by several threads at once; what it throws is logged the first time
   * @return this
   */
  public TrestleBuilder onRequest(RequestListener listener) {
    settings.requestListeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * The address to listen on.
   *
   * @param name a name or address of this machine; 127.0.0.1 unless set
   * @return this
   */
  public TrestleBuilder host(String name) {
    settings.server.host(name);
    return this;
  }

  /**
   * The port to listen on.
   *
   * @param number 0 takes any free one; 8080 unless set
   * @return this
   */
  public TrestleBuilder port(int number) {
    settings.server.port(number);
    return this;
  }

  /**
   * Has something else than a socket bring requests: then {@link #host} and {@link #port} have no
   * effect, nor has a connector that {@link #javalin} adds, and the application has no {@link
   * Trestle#url}.
   *
   * @param instead called once, at the start
   * @return this
   */
  public TrestleBuilder carrier(Carrier instead) {
    settings.server.carrier(instead);
    return this;
  }

  /**
   * Gives functions and middleware a value, as a parameter of exactly this type.
   *
   * @param <T> the type
   * @param type one of {@link AppRoot#provides}
   * @param value shared by all requests, so safe for many threads; in place of any given before, so
   *     that a test can put its own there
   * @return this
   */
  public <T> TrestleBuilder provide(Class<T> type, T value) {
    settings.routes.provide(type, value);
    return this;
  }

  /**
   * Checks records with constraints, before functions see them. Without one an application whose
   * routes take such records does not start.
   *
   * @param engine of {@code trestle-validation}, or your own
   * @return this
   */
  public TrestleBuilder validator(Validator engine) {
    settings.routes.validator(engine);
    return this;
  }

  /**
   * Changes what holds for all requests and answers: {@code http(http -> http.bodyLimit(5 << 20))}.
   *
   * @param change called at once; may be called for several
   * @return this
   */
  public TrestleBuilder http(Consumer<HttpSettings> change) {
    change.accept(settings.http);
    return this;
  }

  /**
   * Changes how JSON is read and written.
   *
   * @param change called once, with Trestle's defaults set
   * @return this
   */
  public TrestleBuilder json(Consumer<JsonMapper.Builder> change) {
    settings.json = settings.json.andThen(change);
    return this;
  }

  /**
   * Reaches the Javalin server that {@link #start} makes: routes, plugins and settings of its own.
   *
   * <p>A path that one of our routes has is ours, for every method; all others are Javalin's. Its
   * {@code before} and {@code after} handlers run around both, and its errors have our shape. Its
   * compression is for its own routes; ours have {@link HttpSettings#compressFrom}. With a context
   * path, our routes answer below that, and {@link Request#path} and {@link Request#url} begin with
   * it.
   *
   * <p>Whoever calls this has all requests go through Javalin's servlet, so that none passes by
   * what is set up here, now or later. That costs more than what Trestle does otherwise, which is
   * to take requests for its routes from Jetty itself.
   *
   * @param change called once, with Trestle's defaults set
   * @return this
   */
  public TrestleBuilder javalin(Consumer<JavalinConfig> change) {
    settings.server.javalin(change);
    return this;
  }

  /**
   * A path that tells whether this takes requests, for what balances the load: 200, and 503 once
   * {@link Trestle#close} has begun, or until the database has had everything once that {@link
   * #schema} names; then the body says in a sentence what is missing. It is not asked any more from
   * then on: without a database all instances would be taken away at once.
   *
   * @param path like {@code /readyz}; answers {@code GET} only
   * @param notice how long requests are still taken after that, until everybody who asks has heard
   *     of it; zero where something else keeps requests away, as Kubernetes does for its services
   * @return this
   */
  public TrestleBuilder readiness(String path, Duration notice) {
    settings.lifecycle.readiness(path, notice);
    return this;
  }

  /**
   * How long requests under way, streams among them, answers that are made to be kept, and work
   * after answers may take to end when the application stops. Then all but the last are cancelled.
   * In somebody else's server the owner's settings tell how long requests have; this is for what
   * they leave.
   *
   * @param longest 10 seconds unless set; zero waits for nobody
   * @return this
   */
  public TrestleBuilder stopWithin(Duration longest) {
    settings.lifecycle.stopWithin(longest);
    return this;
  }

  /**
   * Has something end with the application: what listens to the database, a client of another
   * service. Closed after the last request, stream and task, the last that was given first; and if
   * the application does not start.
   *
   * @param part closed once; what it throws is logged
   * @return this
   */
  public TrestleBuilder onClose(AutoCloseable part) {
    settings.lifecycle.closing().add(part);
    return this;
  }

  /**
   * Opens the pool, starts a server and returns once it answers.
   *
   * @return to be closed
   * @throws StartException if the database does not answer, the address cannot be listened on, the
   *     query log would show values outside development, or what is provided is not what {@link
   *     AppRoot#provides} lists
   */
  public Trestle start() {
    return new Assembly(settings).start();
  }

  /**
   * The application as a plugin for a Javalin server that its owner configures, starts and stops:
   * {@code config.registerPlugin(Trestle.of(new Routes()).database(url).plugin())}.
   *
   * <p>The pool opens now and closes when that server stops. The owner's {@code before} and {@code
   * after} handlers run around our routes too; exceptions that Trestle does not know go to the
   * owner's exception handlers; {@link #host}, {@link #port}, {@link HttpSettings#headerLimit} and
   * {@link #javalin} have no effect. A path is served in its one canonical spelling only, others
   * are redirected there with 308, so that a handler on a path cannot be sidestepped by escaping
   * it.
   *
   * @return to be registered once
   * @throws StartException if the database does not answer, the query log would show values outside
   *     development, or what is provided is not what {@link AppRoot#provides} lists
   */
  public Plugin<Void> plugin() {
    return new Assembly(settings).plugin();
  }
}
