package dev.trestle.internal.http;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.internal.router.Match;
import dev.trestle.internal.router.RequestPath;
import dev.trestle.internal.router.Route;
import dev.trestle.internal.router.Router;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what answers a request: a function, a redirect to the one right spelling, or a 405. */
public final class Routing {
  private static final Map<String, Verb> VERBS =
      Stream.of(Verb.values())
          .collect(Collectors.toUnmodifiableMap(Verb::name, Function.identity()));

  private final Router router;
  private final boolean guest;

  /**
   * @param router of the application
   * @param guest whether somebody else owns the server: then their handlers see the path as it was
   *     sent, so only its one right spelling is served, and a malformed path is theirs to refuse
   */
  public Routing(Router router, boolean guest) {
    this.router = router;
    this.guest = guest;
  }

  /**
   * What answers.
   *
   * @param match the route, empty if no function runs
   * @param handler the function, or the answer without one
   * @param policy what it is held to
   */
  public record Target(Optional<Match> match, Handler handler, Policy policy) {
    private static Target answering(Handler handler) {
      return new Target(Optional.empty(), handler, Policy.none());
    }
  }

  /**
   * Finds what answers.
   *
   * @param method as sent
   * @param path as sent, below the application's own path
   * @return empty if no route is there
   */
  public Optional<Target> find(String method, String path) {
    RequestPath parsed;
    try {
      parsed = RequestPath.parse(path);
    } catch (HttpError malformed) {
      return guest
          ? Optional.empty()
          : Optional.of(
              Target.answering(call -> {
                throw malformed;
              }));
    }
    return router
        .find(parsed.segments())
        .map(match ->
            (guest ? parsed.strictRedirect() : parsed.slashRedirect())
                .map(Routing::redirect)
                .orElseGet(() -> target(method, match)));
  }

  private static Target redirect(String path) {
    return Target.answering(call -> {
      String base = call.javalin().contextPath();
      String query = call.javalin().req().getQueryString();
      return Response.permanentRedirect(base + path + (query == null ? "" : "?" + query));
    });
  }

  private static Target target(String method, Match match) {
    Route route = match.route();
    Verb verb = VERBS.get(method);
    Optional<Handler> handler = Optional.ofNullable(verb).flatMap(route::handler);
    if (handler.isPresent()) {
      return new Target(Optional.of(match), handler.get(), route.policy(verb));
    }
    if (verb == Verb.OPTIONS) {
      return Target.answering(call -> Response.noContent().withHeader("Allow", route.allow()));
    }
    return Target.answering(call -> {
      throw HttpError.of(405, method + " is not allowed here; use one of " + route.allow())
          .withHeader("Allow", route.allow());
    });
  }
}
