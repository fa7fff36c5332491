package dev.trestle.internal.http;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.internal.cache.Answer;
import dev.trestle.internal.cache.CacheKey;
import dev.trestle.internal.cache.ResponseCache;
import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.router.Match;
import dev.trestle.query.JsonParts;
import dev.trestle.spi.Body;
import dev.trestle.spi.Body.Format;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers of functions whose answers are kept. */
final class CachedAnswers {

  private final Application application;
  private final ResponseCache cache;

  CachedAnswers(Application application) {
    this.application = application;
    this.cache = application.cache().orElseThrow();
  }

  /**
   * The answer that is kept, or that of the function.
   *
   * @param policy with a rule for keeping
   * @param parameters of the query string that the function reads
   * @param occasion the request, without what must not outlive it
   * @throws HttpError that is kept, or that the function has thrown
   */
  Response answer(
      Match match,
      ServletRequest request,
      Policy policy,
      Handler function,
      List<String> parameters,
      Occasion occasion)
      throws Exception {
    Map<String, List<String>> query = new LinkedHashMap<>();
    parameters.forEach(name -> query.put(name, request.queryAll(name)));
    CacheKey key =
        new CacheKey(match.route().template(), match.path(), List.copyOf(query.values()));
    ResponseCache.Served served =
        cache.get(
            key,
            policy.caching().orElseThrow(),
            policy.timeout(),
            flight -> {
              CachedCall call = new CachedCall(application, match, query, occasion, flight);
              return make(call, flight, policy, function);
            },
            failure -> application.failures().unattended(failure, occasion));
    if (served.answer().error().isPresent()) {
      HttpError error = served.answer().error().get();
      for (Map.Entry<String, String> header : served.response().headers()) {
        error = error.withHeader(header.getKey(), header.getValue());
      }
      throw error;
    }
    return served.response();
  }

  private Answer make(CachedCall call, Flight flight, Policy policy, Handler function)
      throws Exception {
    Caching rule = policy.caching().orElseThrow();
    try {
      return application
          .enforcement()
          .onThread(
              policy,
              flight.work(),
              () -> {
                Response response = Returned.of(function, call);
                flight.returned();
                return Answer.of(whole(response), rule);
              });
    } catch (HttpError error) {
      return Answer.of(error, rule);
    } finally {
      call.end();
    }
  }

  private Response whole(Response response) {
    if (response.header("Set-Cookie").isPresent()) {
      throw new IllegalStateException(
          "A @Cached function sets a cookie, which all clients would get; set it in middleware");
    }
    return switch (response.body()) {
      case Body.Json json ->
          response.withBytes(
              json.contentType(), application.json().write(json.value().orElse(null)));
      case Body.Rows rows -> rows(response, rows);
      case Body.Bytes bytes -> response;
      case Body.Empty empty -> response;
      default ->
          throw new IllegalStateException(
              "A @Cached function answers with a stream, which cannot be kept; return a value, or"
                  + " write @Cached(seconds = 0)");
    };
  }

  private Response rows(Response response, Body.Rows rows) {
    boolean lines = rows.format() instanceof Format.Lines;
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (JsonParts parts =
        lines
            ? application.rows().lines(rows.db(), rows.query())
            : application.rows().parts(rows.db(), rows.query())) {
      parts.forEachRemaining(whole::writeBytes);
    }
    return response.withBytes(rows.contentType(), whole.toByteArray());
  }
}
