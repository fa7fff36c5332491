package dev.trestle.legacy;

import dev.trestle.Cookies;
import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.spi.Call;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jooq.DSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the client sent, under the names that handlers of the older style know. */
public final class LegacyRequest {
  private final Call call;
  private final List<String> variables;

  LegacyRequest(Call call, List<String> variables) {
    this.call = call;
    this.variables = variables;
  }

  /**
   * The verb.
   *
   * @return in capitals; {@code HEAD} and {@code OPTIONS} are answered by the handler too
   */
  public String method() {
    return request().verb().name();
  }

  /**
   * Path and query string.
   *
   * @return as sent; for the whole URL ask {@link Request#url}
   */
  public String url() {
    String url = request().url();
    int query = url.indexOf('?');
    return request().path() + (query < 0 ? "" : url.substring(query));
  }

  /**
   * A path variable, or else the first value of a query parameter.
   *
   * @param name of either; the path goes before
   * @return decoded, the segments of a catch-all joined by slashes; empty if there is neither
   * @throws HttpError 400 if the query string has a malformed escape
   */
  public Optional<String> query(String name) {
    return variables.contains(name) ? Optional.of(request().variable(name)) : request().query(name);
  }

  /**
   * The segments of a path variable, or else all values of a query parameter.
   *
   * @param name of either; the path goes before
   * @return decoded, in the order sent; empty if there is neither
   * @throws HttpError 400 if the query string has a malformed escape
   */
  public List<String> queryAll(String name) {
    return variables.contains(name) ? call.segments(name) : request().queryAll(name);
  }

  /**
   * The first value of a header.
   *
   * @param name without regard to case
   * @return empty if the client did not send it
   */
  public Optional<String> header(String name) {
    return request().header(name);
  }

  /**
   * The cookies.
   *
   * @return also to set some
   */
  public Cookies cookies() {
    return call.cookies();
  }

  /**
   * The body, read as its type says: JSON as it is, a form as an object whose repeated fields are
   * arrays, text as a string.
   *
   * @return an empty object or string if there is no body
   * @throws HttpError 400 if it is malformed, 413 if it is too long, 415 for any other type: ask
   *     {@link Request#bytes}
   */
  public JsonNode body() {
    String type = header("Content-Type").orElse("text/plain").split(";", 2)[0].strip();
    String media = type.toLowerCase(Locale.ROOT);
    if (media.equals("application/json") || media.endsWith("+json")) {
      return request().bytes().length == 0
          ? JsonNodeFactory.instance.objectNode()
          : request().json(JsonNode.class);
    }
    if (media.equals("application/x-www-form-urlencoded")) {
      return form(request().text());
    }
    if (media.startsWith("text/")) {
      return JsonNodeFactory.instance.stringNode(request().text());
    }
    throw HttpError.of(415, "The body is " + media + "; send application/json");
  }

  private static JsonNode form(String text) {
    Fields fields = new Fields();
    try {
      UrlEncoded.decodeUtf8To(text, 0, text.length(), fields::add);
    } catch (RuntimeException malformed) {
      throw HttpError.badRequest("The form has a malformed escape");
    }
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    for (Fields.Field field : fields) {
      if (field.hasMultipleValues()) {
        field.getValues().forEach(form.withArray(field.getName())::add);
      } else {
        form.put(field.getName(), field.getValue());
      }
    }
    return form;
  }

  /**
   * The body as JSON of a known shape, whatever its type says.
   *
   * @param <T> the type to read
   * @param type usually a record
   * @return never null
   * @throws HttpError as {@link Request#json}
   */
  public <T> T body(Class<T> type) {
    return request().json(type);
  }

  /**
   * The application's database.
   *
   * @return takes a connection only while a statement or transaction runs
   */
  public DSLContext db() {
    return call.db();
  }

  /**
   * All the rest.
   *
   * @return the same request, as functions named by verbs get it
   */
  public Request request() {
    return call.request();
  }
}
