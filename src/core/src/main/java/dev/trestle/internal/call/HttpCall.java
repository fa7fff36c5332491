package dev.trestle.internal.call;

import dev.trestle.After;
import dev.trestle.Cache;
import dev.trestle.DataCache;
import dev.trestle.FormData;
import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.cache.CacheChanges;
import dev.trestle.internal.cookie.CookieJar;
import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.exchange.Exchange;
import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.form.SubmittedForm;
import dev.trestle.internal.replica.Replicas;
import dev.trestle.internal.request.HttpRequest;
import dev.trestle.internal.request.Occasions;
import dev.trestle.internal.router.Routing;
import dev.trestle.internal.watch.LogContext;
import dev.trestle.internal.watch.StatementScope;
import dev.trestle.internal.work.Owner;
import dev.trestle.query.Cancellation;
import dev.trestle.query.Execution;
import dev.trestle.spi.Body;
import dev.trestle.spi.Call;
import dev.trestle.spi.FormReader;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Parser;
import dev.trestle.spi.Policy;
import dev.trestle.spi.QueryReader;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jooq.Configuration;
import org.jooq.DSLContext;

/** The call of a function for one request. */
final class HttpCall implements Call {
  private final Application application;
  private final Exchange exchange;
  private final Flight flight;
  private final Policy policy;
  private final HttpRequest request;
  private DSLContext db;

  /** Null without, or if the database was not asked for. */
  private CallReplicas replicas;

  private CookieJar cookies;
  private SubmittedForm form;
  private CacheChanges changes;
  private Optional<StatementScope> statements = Optional.empty();

  HttpCall(Application application, Exchange exchange, Flight flight, Routing.Target target) {
    this.application = application;
    this.exchange = exchange;
    this.flight = flight;
    this.policy = target.policy();
    this.request =
        new HttpRequest(
            exchange.request(),
            target.match(),
            application.origins(),
            application.json(),
            application.bodies().within(target.policy().bodyLimit()));
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public DSLContext db() {
    if (db == null) {
      DSLContext shared = database(application);
      Configuration own = own(shared.configuration());
      StatementScope.of(own).ifPresent(listening -> begin(listening).attach(own));
      db = own.dsl();
    }
    return db;
  }

  private Configuration own(Configuration shared) {
    Replicas all = Replicas.of(shared);
    if (all == null) {
      return flight.work().over(shared, owner());
    }
    replicas =
        new CallReplicas(
            all, shared.connectionProvider(), flight.work(), owner(), request, cookies());
    return shared.derive(replicas.connections());
  }

  /**
   * Tells the client up to where a replica must have come to answer it, if the request may have
   * written. Put on the answer before there is one, so that errors have it too.
   */
  void tellPosition() {
    if (replicas != null) {
      replicas
          .position()
          .ifPresent(it -> exchange.response().add("Set-Cookie", cookies().header(it)));
    }
  }

  @Override
  public DSLContext db(DSLContext other) {
    return flight.work().over(other.configuration(), owner()).dsl();
  }

  private Owner owner() {
    return new Owner(request.verb().name(), request.match().route().template(), request.id());
  }

  /** The application's own, of no request. */
  static DSLContext database(Application application) {
    return application
        .db()
        .orElseThrow(() ->
            new IllegalStateException(
                "This route needs a database: set DATABASE_URL, or give one to the builder"));
  }

  private StatementScope begin(StatementScope listening) {
    String route = request.verb() + " " + request.match().route().template();
    boolean plans = request.header("X-Trestle-Explain").filter("1"::equals).isPresent();
    Execution.Origin origin = new Execution.Origin(route, request.id());
    StatementScope begun = listening.begin(origin, plans, flight.work().observation());
    statements = Optional.of(begun);
    return begun;
  }

  /**
   * Tells who listens that nothing is asked any more, and deletes what was uploaded; does nothing
   * the second time.
   */
  void end() {
    Optional<StatementScope> ending = statements;
    statements = Optional.empty();
    ending.ifPresent(StatementScope::end);
    if (form != null) {
      form.close();
    }
  }

  @Override
  public After after() {
    Occasion occasion = occasion();
    request.keepHead();
    After tasks =
        flight.after(failure -> {
          try (LogContext.Scope logged = LogContext.enter(request.id())) {
            application.failures().afterwards(failure, occasion);
          }
        });
    return task -> {
      Objects.requireNonNull(task, "task");
      tasks.run(() -> {
        request.end();
        try (LogContext.Scope logged = LogContext.enter(request.id())) {
          task.run();
        }
      });
    };
  }

  @Override
  public Cancellation cancellation() {
    return flight.work().cancellation();
  }

  @Override
  public InstantSource clock() {
    return application.clock();
  }

  private Occasion occasion() {
    String route = request.match().route().template();
    return Occasions.lasting(exchange.request(), request.id(), route);
  }

  @Override
  public Context javalin() {
    return exchange.javalin();
  }

  @Override
  public CookieJar cookies() {
    if (cookies == null) {
      boolean plainHttp = application.development() && request.origin().scheme().equals("http");
      cookies =
          new CookieJar(
              () -> request.headerAll("Cookie"), plainHttp, application.clock(), flight.work());
    }
    return cookies;
  }

  @Override
  public Cache cache() {
    if (changes == null) {
      changes =
          new CacheChanges(
              application
                  .cache()
                  .orElseThrow(() ->
                      new IllegalStateException(
                          "This route needs a cache: give one to TrestleBuilder.cache(…)")),
              flight.work());
    }
    return changes;
  }

  @Override
  public DataCache data() {
    return new CachedData(application, flight.work(), occasion(), Optional.empty());
  }

  @Override
  public Response cached(Handler function, String... parameters) throws Exception {
    if (policy.caching().isEmpty()) {
      return function.handle(this);
    }
    return new CachedAnswers(application)
        .answer(
            request.match(),
            request,
            policy,
            function,
            List.of(parameters),
            occasion(),
            flight.work().observation());
  }

  @Override
  public Response transaction(Callable<Response> function) throws Exception {
    if (policy.transaction().isEmpty()) {
      return function.call();
    }
    DSLContext outside = db();
    try {
      return new TransactionalAnswers(new WholeBodies(application))
          .answer(policy.transaction().get(), outside, tx -> db = tx, function);
    } finally {
      db = outside;
    }
  }

  /** Completes what the function has returned: with the cookies that were set on its way. */
  Response completed(Response response) {
    if (replicas != null && response.body() instanceof Body.Events) {
      replicas.stay();
    }
    if (changes != null) {
      changes.apply();
    }
    return cookies == null ? response : cookies.complete(response);
  }

  @Override
  public <T> T provided(Class<T> type) {
    return application.provided().get(type);
  }

  @Override
  public <T> T variable(String name, Parser<T> parser) {
    return parse(name, request.variable(name), parser);
  }

  static <T> T parse(String name, String text, Parser<T> parser) {
    return parser
        .parse(text)
        .orElseThrow(() -> {
          String message = "must be " + parser.expected();
          return HttpError.badRequest("Invalid " + name + ": " + message).withField(name, message);
        });
  }

  @Override
  public List<String> segments(String name) {
    return request.match().segments(name);
  }

  @Override
  public QueryReader query() {
    return new QueryReader(request);
  }

  @Override
  public <T> T body(Class<T> type) {
    request.body().requireJson();
    return request.json(type);
  }

  @Override
  public FormReader form() {
    return new FormReader(formData());
  }

  @Override
  public FormData formData() {
    if (form == null) {
      form = request.body().form();
    }
    return form;
  }

  @Override
  public <T> T checked(T value) {
    return application.checked().check(value);
  }
}
