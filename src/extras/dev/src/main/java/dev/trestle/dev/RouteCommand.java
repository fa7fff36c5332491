package dev.trestle.dev;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Begins a route. */
final class RouteCommand implements Command {
  @Override
  public String name() {
    return "route";
  }

  @Override
  public List<String> options() {
    return List.of("--path", "--verbs", "--sources", "--app");
  }

  @Override
  public int run(Options options) {
    UrlPath url =
        UrlPath.parse(
            options
                .text("--path")
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "The new route has no path; write make route path=/api/things/{id}.")));
    Path sources = options.path("--sources", "src/main/java");
    AppFolder app =
        options
            .text("--app")
            .map(folder -> new AppFolder(sources, Path.of(folder)))
            .orElseGet(() -> AppFolder.below(sources));
    List<String> verbs = verbs(options.text("--verbs").orElse("GET"));
    new NewRoute(app, url, verbs).write().forEach(file -> System.out.println("Created " + file));
    System.out.println("It answers at " + url.template() + "; while make dev runs, try:");
    verbs.forEach(verb -> System.out.println("  " + curl(verb, url, System.getenv())));
    return 0;
  }

  private static List<String> verbs(String text) {
    List<String> asked = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    asked.stream()
        .filter(verb -> !RouteSource.VERBS.contains(verb))
        .findFirst()
        .ifPresent(verb -> {
          throw new IllegalArgumentException(
              "'"
                  + verb
                  + "' is no verb that a route can begin with; write some of "
                  + String.join(", ", RouteSource.VERBS)
                  + ".");
        });
    return RouteSource.VERBS.stream().filter(asked::contains).toList();
  }

  private static String curl(String verb, UrlPath url, Map<String, String> environment) {
    String body =
        switch (verb) {
          case "POST", "PUT", "PATCH" ->
              " -H 'Content-Type: application/json' -d '{\"name\":\"Ada\"}'";
          default -> "";
        };
    return "curl "
        + (verb.equals("GET") ? "" : "-X " + verb + " ")
        + "'http://127.0.0.1:"
        + environment.getOrDefault("PORT", "8080")
        + url.example()
        + "'"
        + body;
  }
}
