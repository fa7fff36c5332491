package dev.trestle.internal.router;

import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.internal.policy.CorsAnswers;
import dev.trestle.spi.Call;
import dev.trestle.spi.CrossOrigin;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
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

  /** All routes, in the order in which they were given. */
  public List<RouteDefinition> routes() {
    return router.routes();
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

    /** Whether the function takes Javalin's view of the request. */
    public boolean takesContext() {
      return match.isPresent() && match.get().route().takesContext();
    }

    /** The same, to be read by whom a function may be read by. */
    private Target readableAs(Optional<CrossOrigin> cors) {
      return cors.map(c -> new Target(match, handler, Policy.none().withCors(c))).orElse(this);
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
                .map(spelling -> redirect(path, spelling).readableAs(cors(method, match.route())))
                .orElseGet(() -> target(method, match)));
  }

  private static Target redirect(String path, String spelling) {
    return Target.answering(call -> {
      String whole = call.request().path();
      String base = whole.substring(0, whole.length() - path.length());
      String url = call.request().url();
      int query = url.indexOf('?');
      return Response.permanentRedirect(base + spelling + (query < 0 ? "" : url.substring(query)));
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
      return Target.answering(call -> options(call, route));
    }
    return Target.answering(
            call -> {
              throw HttpError.of(405, method + " is not allowed here; use one of " + route.allow())
                  .withHeader("Allow", route.allow());
            })
        .readableAs(route.corsOfAny());
  }

  private static Optional<CrossOrigin> cors(String method, Route route) {
    return Optional.ofNullable(VERBS.get(method)).flatMap(verb -> route.policy(verb).cors());
  }

  private static Response options(Call call, Route route) {
    Response answer = Response.noContent().withHeader("Allow", route.allow());
    Request request = call.request();
    Optional<CrossOrigin> cors =
        request.header("Access-Control-Request-Method").flatMap(asked -> cors(asked, route));
    if (cors.isEmpty()) {
      return answer;
    }
    return CorsAnswers.preflight(
        cors.get(), request.header("Origin"), route.verbsUnder(cors.get()), answer);
  }
}
