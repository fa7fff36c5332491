package dev.trestle;

import dev.trestle.internal.app.Application;
import dev.trestle.internal.app.CheckedRecords;
import dev.trestle.internal.app.Provided;
import dev.trestle.internal.app.Readiness;
import dev.trestle.internal.cache.SharedCache;
import dev.trestle.internal.compress.Compression;
import dev.trestle.internal.db.Database;
import dev.trestle.internal.db.KeptPool;
import dev.trestle.internal.error.ErrorMap;
import dev.trestle.internal.error.Failures;
import dev.trestle.internal.error.Problems;
import dev.trestle.internal.error.SqlErrors;
import dev.trestle.internal.events.EventStreams;
import dev.trestle.internal.flight.Flights;
import dev.trestle.internal.javalin.OwnServer;
import dev.trestle.internal.javalin.RoutePlugin;
import dev.trestle.internal.javalin.Shutdown;
import dev.trestle.internal.json.Json;
import dev.trestle.internal.policy.Enforcement;
import dev.trestle.internal.router.Router;
import dev.trestle.internal.router.Routing;
import dev.trestle.internal.watch.RequestWatch;
import dev.trestle.internal.watch.Watch;
import dev.trestle.query.JsonRows;
import dev.trestle.query.QueryLog;
import dev.trestle.query.StatementListener;
import dev.trestle.spi.CacheStore;
import dev.trestle.spi.Carrier;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.plugin.Plugin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Schema;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of an application that does not run yet. Used by one thread.
 *
 * @see Trestle#of
 */
public final class TrestleBuilder {

  private final List<RouteTable> tables = new ArrayList<>();
  private final List<Schema> schemas = new ArrayList<>();
  private final List<StatementListener> listeners = new ArrayList<>();
  private final DatabaseSettings database = new DatabaseSettings();
  private final List<Consumer<Failure>> failureListeners = new ArrayList<>();
  private final List<RequestListener> requestListeners = new ArrayList<>();
  private Optional<CacheStore> cache = Optional.empty();
  private InstantSource clock = InstantSource.system();
  private ErrorMap errors = ErrorMap.empty();
  private final Map<Class<?>, Object> provided = new LinkedHashMap<>();
  private boolean development;
  private QueryLog queryLog = QueryLog.OFF;
  private Optional<Duration> slowQuery = Optional.empty();
  private int repeatLimit = 4;
  private Optional<Readiness> readiness = Optional.empty();
  private Duration stopWithin = Duration.ofSeconds(10);
  private String host = "127.0.0.1";
  private int port = 8080;
  private Optional<Carrier> carrier = Optional.empty();
  private Optional<Validator> validator = Optional.empty();
  private final HttpSettings http = new HttpSettings();
  private Consumer<JsonMapper.Builder> json = builder -> {};
  private Optional<Consumer<JavalinConfig>> javalin = Optional.empty();

  private final Closing onClose = new Closing();
  private Optional<KeptPool> kept = Optional.empty();

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
    tables.add(Objects.requireNonNull(more, "routes"));
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
    environment.database().ifPresent(this::database);
    environment.slowQuery().ifPresent(this::slowQuery);
    if (!environment.trustedProxies().isEmpty()) {
      http.trustedProxies(environment.trustedProxies().toArray(String[]::new));
    }
    development(environment.development()).queryLog(environment.queryLog());
    environment.poolSize().ifPresent(this::poolSize);
    environment.poolQueue().ifPresent(this::poolQueue);
    environment.replicas().ifPresent(this::replicas);
    poolTimes(environment.poolTimes());
    environment.readReplicas().ifPresent(this::readReplicas);
    replicaMaxLag(environment.replicaMaxLag());
    sharedLookups(environment.sharedLookups());
    return port(environment.port()).host(environment.host());
  }

  /**
   * The database; its pool opens at start and closes with the application.
   *
   * @param url where it is
   * @return this
   */
  public TrestleBuilder database(DatabaseUrl url) {
    database.at(Objects.requireNonNull(url, "url"));
    return this;
  }

  /**
   * Replicas of the database, which follow it by streaming: what a {@code GET} or {@code HEAD}
   * function reads goes to one of them. All else goes to the primary, and what the function reads
   * after it, so it reads its own writes; a client reads its own by a cookie ({@code
   * trestle-position}), which tells up to where a replica must have come. A replica that is behind,
   * or gone, is not read from; if none is left the primary is.
   *
   * <p>A statement goes to a replica if its text shows that it only reads, outside of a
   * transaction; and so does a transaction that is read-only and not serializable. A statement that
   * the replica refuses or fails is run again on the primary. What is made to be kept, snapshots
   * and {@code COPY} are the primary's.
   *
   * @param url with one host or several, each of which is one server; refused at start with {@link
   *     #database(DataSource)}. Each has a pool as the primary has, and one connection more to be
   *     watched, as the primary has then
   * @return this
   * @see dev.trestle.query.ReadReplicas#primary
   */
  public TrestleBuilder readReplicas(DatabaseUrl url) {
    database.readReplicas(Objects.requireNonNull(url, "url"));
    return this;
  }

  /**
   * For how long a replica may lack what was committed and still be read from. It is known to about
   * a quarter of a second, which counts.
   *
   * @param longest a second or more; 5 seconds unless set
   * @return this
   */
  public TrestleBuilder replicaMaxLag(Duration longest) {
    database.replicaMaxLag(longest);
    return this;
  }

  /**
   * The database, through a pool that stays yours: the application never closes it.
   *
   * @param pool of PostgreSQL connections
   * @return this
   */
  public TrestleBuilder database(DataSource pool) {
    database.over(Objects.requireNonNull(pool, "pool"));
    return this;
  }

  /**
   * The most connections that the application opens. Unless this or {@link
   * DatabaseUrl#connectionLimit} says, it is this replica's share of what the server can give:
   * {@code max_connections} without those reserved, or the limit of the database or the role; four
   * fifths of that for all {@link #replicas}; at most 20, while their number is not said 10. Behind
   * a pooler, which does not tell, it is 10. More than the server can give to all is a warning.
   *
   * @param connections at least 1
   * @return this
   */
  public TrestleBuilder poolSize(int connections) {
    database.poolSize(connections);
    return this;
  }

  /**
   * How many may wait for a connection while all are out, each for as long as {@link #poolTimes}
   * says. Who comes then is answered at once, with 503 and {@code Retry-After} in whole seconds;
   * not so a request that has had a connection before, which waits among the first. One warning
   * tells when that begins, and one when it is over. Of a pool that is given to {@link
   * #database(DataSource)}, only one of Hikari's has such a queue.
   *
   * @param waiting 0 for nobody; unless set one connection's share is as many as it serves in that
   *     time, if each takes a tenth of a second, so 50 in 5 seconds, and as many as come if they
   *     wait for as long as it takes
   * @return this
   */
  public TrestleBuilder poolQueue(int waiting) {
    database.poolQueue(waiting);
    return this;
  }

  /**
   * How many of the application run at once, each with a pool of its own.
   *
   * @param running at least 1; counts as 1 unless set
   * @return this
   */
  public TrestleBuilder replicas(int running) {
    database.replicas(running);
    return this;
  }

  /**
   * How long a connection is waited for, and how long it lives: {@code
   * poolTimes(PoolTimes.defaults().withTimeout(Duration.ofSeconds(2)))}. Who gets none in time is
   * answered with 503 and {@code Retry-After}.
   *
   * @param times unless set {@link PoolTimes#of}
   * @return this
   */
  public TrestleBuilder poolTimes(PoolTimes times) {
    database.poolTimes(times);
    return this;
  }

  /**
   * Whether lookups that were prepared to be {@linkplain dev.trestle.query.Prepared1#shared shared}
   * are. Without, each call is a statement of its own: to see what sharing is worth, or to do
   * without it in an emergency.
   *
   * @param yes true unless set
   * @return this
   */
  public TrestleBuilder sharedLookups(boolean yes) {
    database.sharedLookups(yes);
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
    schemas.add(Objects.requireNonNull(schema, "schema"));
    return this;
  }

  /**
   * Whether a developer is at work. Then a request that repeats a statement is a warning that names
   * its route ({@link #repeatLimit}), a slow statement too ({@link #slowQuery}), and a request with
   * the header {@code X-Trestle-Explain: 1} has PostgreSQL's plans of its statements in the log.
   * Those show values, and the answer waits for them. Cookies need not be {@code Secure} over plain
   * HTTP, see {@link Cookie#secure}.
   *
   * @param yes false unless set
   * @return this
   */
  public TrestleBuilder development(boolean yes) {
    this.development = yes;
    return this;
  }

  /**
   * Writes each statement to the logger {@code dev.trestle.sql}, with its request and duration.
   *
   * @param kind {@code OFF} unless set; {@code VALUES} is refused at start outside development
   * @return this
   */
  public TrestleBuilder queryLog(QueryLog kind) {
    this.queryLog = Objects.requireNonNull(kind, "kind");
    return this;
  }

  /**
   * Makes a slow statement a warning of the logger {@code dev.trestle.sql}: its duration, its SQL,
   * and its values as {@link #queryLog} shows them, which is redacted where that is off.
   *
   * @param atLeast zero for never; unless set 500 ms in development, elsewhere never
   * @return this
   */
  public TrestleBuilder slowQuery(Duration atLeast) {
    this.slowQuery = Optional.of(Bounds.notNegative("slowQuery", atLeast));
    return this;
  }

  /**
   * How often a request may run the same statement; more is a warning in development, in the log
   * and in the console, and fails a test of the test kit, since it is mostly one for each row of
   * another ("N+1").
   *
   * @param times at least 1; 4 unless set
   * @return this
   */
  public TrestleBuilder repeatLimit(int times) {
    this.repeatLimit = Bounds.within("repeatLimit", times, 1, Integer.MAX_VALUE);
    return this;
  }

  /**
   * Tells somebody of every statement.
   *
   * @param listener may be called for several
   * @return this
   */
  public TrestleBuilder listener(StatementListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
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
    this.cache = Optional.of(store);
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
    this.clock = Objects.requireNonNull(source, "clock");
    database.clock(source);
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
    this.errors = errors.with(type, mapping);
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
    failureListeners.add(Objects.requireNonNull(listener, "listener"));
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
    requestListeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * The address to listen on.
   *
   * @param name a name or address of this machine; 127.0.0.1 unless set
   * @return this
   */
  public TrestleBuilder host(String name) {
    this.host = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * The port to listen on.
   *
   * @param number 0 takes any free one; 8080 unless set
   * @return this
   */
  public TrestleBuilder port(int number) {
    this.port = Bounds.within("port", number, 0, 65535);
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
    this.carrier = Optional.of(instead);
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
    provided.put(type, Objects.requireNonNull(value, type.getName()));
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
    this.validator = Optional.of(engine);
    return this;
  }

  /**
   * Changes what holds for all requests and answers: {@code http(http -> http.bodyLimit(5 << 20))}.
   *
   * @param change called at once; may be called for several
   * @return this
   */
  public TrestleBuilder http(Consumer<HttpSettings> change) {
    change.accept(http);
    return this;
  }

  /**
   * Changes how JSON is read and written.
   *
   * @param change called once, with Trestle's defaults set
   * @return this
   */
  public TrestleBuilder json(Consumer<JsonMapper.Builder> change) {
    this.json = this.json.andThen(change);
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
    this.javalin = Optional.of(javalin.map(before -> before.andThen(change)).orElse(change));
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
    this.readiness = Optional.of(new Readiness(path, Bounds.notNegative("notice", notice)));
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
    this.stopWithin = Bounds.notNegative("stopWithin", longest);
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
    onClose.add(part);
    return this;
  }

  /**
   * Has the pool outlive the application, for the next that wants the same one: so {@code make dev}
   * replaces an application and keeps its connections. Without effect on a pool of your own.
   *
   * @param where it is kept; whoever made that closes it
   * @return this
   */
  public TrestleBuilder keepPool(KeptPool where) {
    this.kept = Optional.of(where);
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
    Optional<Database> opened = open();
    try {
      Application application = application(opened, false);
      Javalin server =
          OwnServer.create(
              application,
              new RoutePlugin(application, () -> close(opened)),
              http.headerLimit(),
              javalin.orElse(config -> {}),
              carrier);
      opened.ifPresent(Database::awaitConnection);
      OptionalInt listening = listen(server);
      Duration notice = readiness.map(Readiness::notice).orElse(Duration.ZERO);
      return new Trestle(
          new Shutdown(server, application, notice),
          opened,
          application.cache(),
          application.routing().routes(),
          host,
          listening);
    } catch (RuntimeException | Error e) {
      close(opened);
      throw e;
    }
  }

  private OptionalInt listen(Javalin server) {
    if (carrier.isPresent()) {
      server.start();
      return OptionalInt.empty();
    }
    OwnServer.start(server, host, port);
    return OptionalInt.of(server.port());
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
    Optional<Database> opened = open();
    try {
      RoutePlugin plugin = new RoutePlugin(application(opened, true), () -> close(opened));
      opened.ifPresent(Database::awaitConnection);
      return plugin;
    } catch (RuntimeException | Error e) {
      close(opened);
      throw e;
    }
  }

  private Application application(Optional<Database> opened, boolean guest) {
    JsonMapper.Builder mapper = Json.defaults();
    json.accept(mapper);
    Json bodies = new Json(mapper.build());
    Flights flights = new Flights(stopWithin);
    List<RouteDefinition> routes = tables.stream().flatMap(it -> it.routes().stream()).toList();
    List<Class<?>> provides =
        tables.stream().<Class<?>>flatMap(it -> it.provides().stream()).distinct().toList();
    refuseOutsideDevelopment();
    List<RouteDefinition> table = new ArrayList<>(routes);
    Supplier<Optional<String>> objection =
        opened.map(it -> it.expect(schemas)).orElse(Optional::empty);
    readiness.ifPresent(asked -> table.add(asked.route(flights, objection)));
    return new Application(
        new Routing(new Router(table), guest),
        http.origins(),
        bodies,
        JsonRows.of(bodies.mapper()),
        new Problems(bodies),
        new Failures(new SqlErrors(schemas), errors, failureListeners),
        flights,
        new EventStreams(http.heartbeat()),
        guest ? Optional.empty() : RequestWatch.of(requestListeners),
        guest ? Compression.none() : http.compression(),
        SharedCache.of(cache, routes, flights, clock),
        opened.map(Database::dsl),
        clock,
        new CheckedRecords(validator, routes),
        http.bodies(),
        development,
        new Provided(provided, provides),
        new Enforcement(clock),
        guest,
        !guest && javalin.isEmpty());
  }

  private void refuseOutsideDevelopment() {
    for (RouteTable table : tables) {
      if (table.developmentOnly() && !development) {
        throw new StartException(
            table.getClass().getName()
                + " is for development only: leave it out here, or set DEVELOPMENT=true on a"
                + " developer's machine.");
      }
    }
  }

  private Optional<Database> open() {
    return database.open(Watch.of(queryLog, slowQuery, development, repeatLimit, listeners), kept);
  }

  private void close(Optional<Database> opened) {
    opened.ifPresent(Database::close);
    onClose.close();
  }
}
