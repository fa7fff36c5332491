package dev.trestle.internal.call;

import dev.trestle.After;
import dev.trestle.Cache;
import dev.trestle.Cookies;
import dev.trestle.DataCache;
import dev.trestle.FormData;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.cache.Fill;
import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.router.Match;
import dev.trestle.internal.watch.LogContext;
import dev.trestle.query.Cancellation;
import dev.trestle.spi.Call;
import dev.trestle.spi.FormReader;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Parser;
import dev.trestle.spi.QueryReader;
import io.javalin.http.Context;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jooq.DSLContext;

/**
 * The call of a cached function, which may outlive the request that began it: it knows what the
 * answer is told apart by, the database, and nothing else of any client.
 */
final class CachedCall implements Call, Request {
  private final Application application;
  private final Match match;
  private final Map<String, List<String>> query;
  private final Occasion occasion;
  private final Fill<?> fill;
  private final FillDatabase database;

  /**
   * @param query the parameters that the function reads
   * @param occasion of the request that began it
   * @param fill that the answer is made for
   */
  CachedCall(
      Application application,
      Match match,
      Map<String, List<String>> query,
      Occasion occasion,
      Fill<?> fill) {
    this.application = application;
    this.match = match;
    this.query = query;
    this.occasion = occasion;
    this.fill = fill;
    this.database = new FillDatabase(application, fill.flight(), occasion);
  }

  @Override
  public DSLContext db() {
    return database.db();
  }

  @Override
  public DSLContext db(DSLContext other) {
    return database.of(other);
  }

  @Override
  public After after() {
    After tasks =
        fill.flight()
            .after(failure -> {
              try (LogContext.Scope logged = LogContext.enter(occasion.requestId())) {
                application.failures().afterwards(failure, occasion);
              }
            });
    return task ->
        tasks.run(() -> {
          try (LogContext.Scope logged = LogContext.enter(occasion.requestId())) {
            task.run();
          }
        });
  }

  @Override
  public InstantSource clock() {
    return application.clock();
  }

  @Override
  public DataCache data() {
    return new CachedData(application, fill.flight().work(), occasion, Optional.of(fill));
  }

  /** Tells who listens that nothing is asked any more. */
  void end() {
    database.end();
  }

  @Override
  public Request request() {
    return this;
  }

  @Override
  public <T> T variable(String name, Parser<T> parser) {
    return HttpCall.parse(name, variable(name), parser);
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

  @Override
  public Response transaction(Callable<Response> function) {
    throw new IllegalStateException("A @Cached function is not @Transactional");
  }

  /** The processor refuses whatever would come here. */
  private static IllegalStateException clientless() {
    return new IllegalStateException("A @Cached function knows nothing of a client");
  }

  @Override
  public String id() {
    return occasion.requestId();
  }
}
