package dev.trestle.processor;

import dev.trestle.After;
import dev.trestle.Cache;
import dev.trestle.Cookies;
import dev.trestle.DataCache;
import dev.trestle.FormData;
import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.internal.cookie.CookieJar;
import dev.trestle.internal.work.RequestWork;
import dev.trestle.query.Cancellation;
import dev.trestle.spi.Call;
import dev.trestle.spi.FormReader;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Parser;
import dev.trestle.spi.QueryReader;
import io.javalin.http.Context;
import java.io.InputStream;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jooq.DSLContext;

/** The input of a function, given by hand: what generated code asks of the library. */
record FakeCall(Map<String, String> variables, Map<String, List<String>> queries, Object body)
    implements Call, Request {
  @Override
  public Request request() {
    return this;
  }

  @Override
  public DSLContext db() {
    return org.jooq.impl.DSL.using(org.jooq.SQLDialect.POSTGRES);
  }

  @Override
  public DSLContext db(DSLContext other) {
    return other;
  }

  @Override
  public After after() {
    return task -> {
      throw new UnsupportedOperationException();
    };
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Cancellation cancellation() {
    return new Cancellation();
  }

  @Override
  public Context javalin() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Cache cache() {
    throw new UnsupportedOperationException();
  }

  @Override
  public DataCache data() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Response cached(Handler function, String... parameters) throws Exception {
    return function.handle(this);
  }

  @Override
  public Response transaction(Callable<Response> function) throws Exception {
    return function.call();
  }

  @Override
  public Cookies cookies() {
    return new CookieJar(List::of, false, Clock.systemUTC(), new RequestWork());
  }

  @Override
  public <T> T provided(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T variable(String name, Parser<T> parser) {
    return parser.parse(variable(name)).orElseThrow(() -> HttpError.badRequest(parser.expected()));
  }

  @Override
  public List<String> segments(String name) {
    return List.of(variable(name).split("/"));
  }

  @Override
  public QueryReader query() {
    return new QueryReader(this);
  }

  @Override
  public <T> T body(Class<T> type) {
    return type.cast(body);
  }

  @Override
  public Verb verb() {
    return Verb.GET;
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public String url() {
    return "http://test/";
  }

  @Override
  public String remoteAddress() {
    return "192.0.2.1";
  }

  @Override
  public String variable(String name) {
    return variables.get(name);
  }

  @Override
  public Optional<String> query(String name) {
    return queryAll(name).stream().findFirst();
  }

  @Override
  public List<String> queryAll(String name) {
    return queries.getOrDefault(name, List.of());
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
  public byte[] bytes() {
    return new byte[0];
  }

  @Override
  public FormReader form() {
    return new FormReader(formData());
  }

  @Override
  public FormData formData() {
    return () ->
        queries.entrySet().stream()
            .flatMap(
                field -> field.getValue().stream().map(v -> new FormData.Field(field.getKey(), v)))
            .map(FormData.Entry.class::cast)
            .toList();
  }

  @Override
  public <T> T checked(T value) {
    return value;
  }

  @Override
  public InputStream stream() {
    return InputStream.nullInputStream();
  }

  @Override
  public String text() {
    return "text";
  }

  @Override
  public <T> T json(Class<T> type) {
    return type.cast(body);
  }

  @Override
  public String id() {
    return "id";
  }
}
