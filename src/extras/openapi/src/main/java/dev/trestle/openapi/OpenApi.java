package dev.trestle.openapi;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.StartException;
import dev.trestle.Verb;
import dev.trestle.spi.Call;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The description of an application's API as {@code /openapi.json}, OpenAPI 3.1, and a page of
 * Swagger UI for people as {@code /docs}:
 *
 * <pre>{@code
 * Routes routes = new Routes();
 * Trestle.of(routes).routes(OpenApi.of(routes)).start();
 * }</pre>
 *
 * <p>The description was written when the application was compiled. Nothing of it or of the page is
 * read before somebody asks. The page asks nobody but this application for anything, and works
 * without a network; what can be tried on it is sent from the reader's browser to this application,
 * with the reader's cookies. Who may see both is up to what is in front of the application: they
 * are answered to everybody.
 */
public final class OpenApi implements RouteTable {
  private static final String SOURCE = OpenApi.class.getName();

  /** As the processor writes it; a text of the description has its quotes escaped. */
  private static final String ROOT = "\"servers\":[{\"url\":\"/\"";

  private static final Map<String, String> FILES =
      Map.of(
          "page.js", "text/javascript;charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript;charset=utf-8",
          "swagger-ui.css", "text/css;charset=utf-8");

  /** Styles in the page are those that Swagger UI sets itself, on what it draws. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final URL description;
  private final String folder;

  private OpenApi(URL description, String folder) {
    this.description = description;
    this.folder = folder;
  }

  /**
   * The description of one table.
   *
   * @param routes the generated {@code Routes} of an application
   * @return to be given to {@link dev.trestle.TrestleBuilder#routes}
   * @throws StartException if there is no description of it, because it is not generated or was
   *     compiled by an older processor
   */
  public static OpenApi of(RouteTable routes) {
    String name = routes.getClass().getPackageName();
    String path = "META-INF/trestle/" + name + ".openapi.json";
    ClassLoader loader = routes.getClass().getClassLoader();
    return Optional.ofNullable(loader.getResource(path))
        .map(url -> new OpenApi(url, ""))
        .orElseThrow(() ->
            new StartException(
                "There is no description of the routes of "
                    + routes.getClass().getName()
                    + ": "
                    + path
                    + " is missing. trestle-processor writes it beside the Routes that it generates;"
                    + " compile them anew, or leave OpenApi out."));
  }

  /**
   * The same below another path.
   *
   * @param path like {@code /internal}, for {@code /internal/openapi.json} and {@code
   *     /internal/docs}
   * @return another table
   * @throws IllegalArgumentException for what is no path
   */
  public OpenApi below(String path) {
    if (!path.matches("/[\\w.~/-]*") || path.contains("//") || path.endsWith("/")) {
      throw new IllegalArgumentException(
          "The path '" + path + "' is none to begin with; write one like /internal.");
    }
    return new OpenApi(description, path);
  }

  /** The description, the page, and the files of the page, for {@code GET}. */
  @Override
  public List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at(folder + "/openapi.json", SOURCE).on(Verb.GET, this::description),
        RouteDefinition.at(folder + "/docs", SOURCE).on(Verb.GET, call -> page()),
        RouteDefinition.at(folder + "/docs/{file}", SOURCE).on(Verb.GET, OpenApi::file));
  }

  private Response description(Call call) {
    String path = call.request().path();
    String own = folder + "/openapi.json";
    String base = path.endsWith(own) ? path.substring(0, path.length() - own.length()) : "";
    byte[] bytes = bytes(description);
    if (!base.isEmpty()) {
      // Below a context path, which only a request knows.
      String text = new String(bytes, StandardCharsets.UTF_8);
      bytes = text.replace(ROOT, ROOT.replace("/", base)).getBytes(StandardCharsets.UTF_8);
    }
    return Response.bytes("application/json", bytes)
        .withHeader("Cache-Control", "no-cache")
        .withETag();
  }

  private static Response page() {
    return resource("page.html", "text/html;charset=utf-8")
        .withHeader("Content-Security-Policy", POLICY)
        .withHeader("Referrer-Policy", "no-referrer")
        .withHeader("Cache-Control", "no-cache");
  }

  private static Response file(Call call) {
    String name = call.segments("file").getFirst();
    if (!FILES.containsKey(name)) {
      throw HttpError.notFound("Not found");
    }
    return resource(name, FILES.get(name)).withHeader("Cache-Control", "public, max-age=3600");
  }

  private static Response resource(String name, String type) {
    return Response.bytes(type, bytes(OpenApi.class.getResource("viewer/" + name)))
        .withHeader("X-Content-Type-Options", "nosniff")
        .withETag();
  }

  private static byte[] bytes(URL resource) {
    try (InputStream in = resource.openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
