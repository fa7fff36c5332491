package dev.trestle.internal.call;

import dev.trestle.HttpError;
import dev.trestle.RequestObservation;
import dev.trestle.Response;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.cache.Answer;
import dev.trestle.internal.cache.AnswerKey;
import dev.trestle.internal.cache.Fill;
import dev.trestle.internal.cache.Found;
import dev.trestle.internal.cache.Made;
import dev.trestle.internal.cache.Recipe;
import dev.trestle.internal.cache.SharedCache;
import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.request.HttpRequest;
import dev.trestle.internal.router.Match;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers of functions whose answers are kept. */
final class CachedAnswers {

  private final Application application;
  private final SharedCache cache;
  private final WholeBodies bodies;

  CachedAnswers(Application application) {
    this.application = application;
    this.cache = application.cache().orElseThrow();
    this.bodies = new WholeBodies(application);
  }

  /**
   * The answer that is kept, or that of the function.
   *
   * @param policy with a rule for keeping
   * @param parameters of the query string that the function reads
   * @param occasion the request, without what must not outlive it
   * @param observation who follows it
   * @throws HttpError that is kept, or that the function has thrown
   */
  Response answer(
      Match match,
      HttpRequest request,
      Policy policy,
      Handler function,
      List<String> parameters,
      Occasion occasion,
      RequestObservation observation)
      throws Exception {
    Map<String, List<String>> query = new LinkedHashMap<>();
    parameters.forEach(name -> query.put(name, request.queryAll(name)));
    AnswerKey key =
        new AnswerKey(match.route().template(), match.path(), List.copyOf(query.values()));
    Found<Answer> found =
        cache.get(
            new Recipe<>(
                key,
                policy.caching().orElseThrow(),
                policy.timeout(),
                observation,
                fill -> {
                  CachedCall call = new CachedCall(application, match, query, occasion, fill);
                  return make(call, fill, policy, function);
                },
                failure ->
                    application.failures().unattended("the answer to be kept", failure, occasion)));
    return given(found);
  }

  private static Response given(Found<Answer> found) {
    Answer answer = found.entry().value();
    Response response = answer.response().withHeader("X-Cache", found.state().name());
    if (found.state() != Found.State.MISS) {
      response = response.withHeader("Age", Long.toString(found.ageSeconds()));
    }
    if (answer.error().isPresent()) {
      HttpError error = answer.error().get();
      for (Map.Entry<String, String> header : response.headers()) {
        error = error.withHeader(header.getKey(), header.getValue());
      }
      throw error;
    }
    return response;
  }

  private Made<Answer> make(CachedCall call, Fill<Answer> fill, Policy policy, Handler function)
      throws Exception {
    Flight flight = fill.flight();
    try {
      return application
          .enforcement()
          .onThread(
              policy,
              flight.work(),
              () -> {
                Response response = Returned.of(function, call);
                flight.returned();
                Caching rule = fill.rule();
                return Answer.of(whole(response), rule).made(rule);
              });
    } catch (HttpError error) {
      Caching rule = fill.rule();
      return Answer.of(error, rule).made(rule);
    } finally {
      call.end();
    }
  }

  private Response whole(Response response) {
    if (response.header("Set-Cookie").isPresent()) {
      throw new IllegalStateException(
          "A @Cached function sets a cookie, which all clients would get; set it in middleware");
    }
    return bodies.whole(
        response, "A @Cached function", "return a value, or write @Cached(seconds = 0)");
  }
}
