package dev.trestle.internal.http;

import dev.trestle.After;
import dev.trestle.Cache;
import dev.trestle.Cookies;
import dev.trestle.FormData;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.internal.router.Match;
import dev.trestle.internal.watch.StatementScope;
import dev.trestle.query.Cancellation;
import dev.trestle.query.Execution;
import dev.trestle.spi.Call;
import dev.trestle.spi.FormReader;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Parser;
import dev.trestle.spi.QueryReader;
import io.javalin.http.Context;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.DSLContext;

/**
 * The call of a cached function, which may outlive the request that began it: it knows what the
 * answer is told apart by, the database, and nothing else of any client.
 */
final class CachedCall implements Call, Request {
  private final Application application;
  private final Match match;
  private final Map<String, List<String>> query;
  private final String id;
  private Optional<StatementScope> statements = Optional.empty();
  private DSLContext db;

  /**
   * @param query the parameters that the function reads
   * @param id of the request that began it
   */
  CachedCall(Application application, Match match, Map<String, List<String>> query, String id) {
    this.application = application;
    this.match = match;
    this.query = query;
    this.id = id;
  }

  @Override
  public DSLContext db() {
    if (db == null) {
      Configuration shared = ServletCall.database(application).configuration();
      Configuration own = shared.derive(shared.connectionProvider());
      String route = "GET " + match.route().template();
      statements =
          StatementScope.of(own).map(scope -> scope.begin(new Execution.Origin(route, id), false));
      statements.ifPresent(scope -> scope.attach(own));
      db = own.dsl();
    }
    return db;
  }

  /** Tells who listens that nothing is asked any more. */
  void end() {
    statements.ifPresent(StatementScope::end);
  }

  @Override
  public Request request() {
    return this;
  }

  @Override
  public <T> T variable(String name, Parser<T> parser) {
    return ServletCall.parse(name, variable(name), parser);
  }

  @Override
  public List<String> segments(String name) {
    return match.segments(name);
  }

  @Override
  public QueryReader query() {
    return new QueryReader(this);
  }

  @Override
  public <T> T checked(T value) {
    return application.checked().check(value);
  }

  @Override
  public Verb verb() {
    return Verb.GET;
  }

  @Override
  public String path() {
    return "/" + String.join("/", match.path());
  }

  @Override
  public String variable(String name) {
    return match.variable(name);
  }

  @Override
  public Optional<String> query(String name) {
    return queryAll(name).stream().findFirst();
  }

  @Override
  public List<String> queryAll(String name) {
    return query.getOrDefault(name, List.of());
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.empty();
  }

  @Override
  public List<String> headerAll(String name) {
    return List.of();
  }

  @Override
  public String url() {
    throw clientless();
  }

  @Override
  public String remoteAddress() {
    throw clientless();
  }

  @Override
  public byte[] bytes() {
    throw clientless();
  }

  @Override
  public InputStream stream() {
    throw clientless();
  }

  @Override
  public String text() {
    throw clientless();
  }

  @Override
  public <T> T json(Class<T> type) {
    throw clientless();
  }

  @Override
  public <T> T body(Class<T> type) {
    throw clientless();
  }

  @Override
  public FormReader form() {
    throw clientless();
  }

  @Override
  public FormData formData() {
    throw clientless();
  }

  @Override
  public Cancellation cancellation() {
    throw clientless();
  }

  @Override
  public Context javalin() {
    throw clientless();
  }

  @Override
  public After after() {
    throw clientless();
  }

  @Override
  public Cookies cookies() {
    throw clientless();
  }

  @Override
  public Cache cache() {
    throw clientless();
  }

  @Override
  public <T> T provided(Class<T> type) {
    throw clientless();
  }

  @Override
  public Response cached(Handler function, String... parameters) throws Exception {
    return function.handle(this);
  }

  /** The processor refuses whatever would come here. */
  private static IllegalStateException clientless() {
    return new IllegalStateException("A @Cached function knows nothing of a client");
  }

  @Override
  public String id() {
    return id;
  }
}
