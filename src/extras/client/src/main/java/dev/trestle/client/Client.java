package dev.trestle.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service as its callers see it: its address, and how requests are sent. Immutable, and safe for
 * any number of threads: the {@code with} methods give a new one that shares connections with this.
 *
 * <pre>{@code
 * Client client =
 *     Client.to("https://shop.example.org")
 *         .withHeader("Authorization", "Bearer " + token)
 *         .withTimeout(Duration.ofSeconds(5));
 * }</pre>
 */
public final class Client {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Settings settings;

  private Client(Settings settings) {
    this.settings = settings;
  }

  /**
   * Of a service, with an {@link HttpClient} of its own that connects within 10 seconds, follows no
   * redirects and keeps no cookies, and a time of 30 seconds for each request.
   *
   * @param address where the service is, with {@code http} or {@code https}; its path is put before
   *     those of all requests
   * @return to be given to generated interfaces
   * @throws IllegalArgumentException if it is no such address, or has a query, a fragment or a
   *     password
   */
  public static Client to(String address) {
    return new Client(
        new Settings(
            base(address),
            HttpClient.newBuilder().connectTimeout(CONNECT).build(),
            Json.defaults().build(),
            TIMEOUT,
            List.of(),
            List.of(),
            Optional.empty()));
  }

  private static String base(String address) {
    URI uri = URI.create(address);
    String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
    boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!web || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "\"" + address + "\" is no address of a service, like \"https://shop.example.org\"");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "An address must not hold a password; send it as a header, withHeader(\"Authorization\","
              + " …)");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "\"" + address + "\" goes on after its path; end it before '?' or '#'");
    }
    int end = address.length();
    while (end > 0 && address.charAt(end - 1) == '/') {
      end--;
    }
    return address.substring(0, end);
  }

  /**
   * With another HTTP client: one with a {@link java.net.CookieManager}, a proxy, certificates.
   *
   * @param http owned, and closed, by who made it
   * @return a new client
   */
  public Client withHttp(HttpClient http) {
    return new Client(settings.withHttp(Objects.requireNonNull(http, "http")));
  }

  /**
   * With a header in each request, in place of one of that name.
   *
   * @param name not one that {@link HttpClient} sets by itself
   * @param value in one line
   * @return a new client
   */
  public Client withHeader(String name, String value) {
    Objects.requireNonNull(value, name);
    List<Named> headers = new ArrayList<>(settings.headers());
    headers.removeIf(header -> header.name().equalsIgnoreCase(name));
    headers.add(new Named(name, value));
    return new Client(settings.withHeaders(headers));
  }

  /**
   * With a parameter in the query string of each request, for what the service reads untyped.
   *
   * @param name decoded
   * @param value decoded
   * @return a new client
   */
  public Client withQuery(String name, String value) {
    Objects.requireNonNull(value, name);
    List<Named> query = new ArrayList<>(settings.query());
    query.add(new Named(name, value));
    return new Client(settings.withQuery(query));
  }

  /**
   * With another time for each request. An answer that is read at once must be there whole by then;
   * of one that is a stream, its head.
   *
   * @param timeout positive
   * @return a new client
   */
  public Client withTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("A timeout is positive, not " + timeout);
    }
    return new Client(settings.withTimeout(timeout));
  }

  /**
   * With another way of reading and writing JSON, where the service's is not the usual.
   *
   * @param change given what there is
   * @return a new client
   */
  public Client withJson(UnaryOperator<JsonMapper.Builder> change) {
    return new Client(settings.withJson(change.apply(settings.json().rebuild()).build()));
  }

  /**
   * The answer to a call with its status and headers, which the call itself does not give:
   *
   * <pre>{@code
   * Answered<User> user = client.answered(c -> ApiUsersIdClient.over(c).get(id));
   * }</pre>
   *
   * @param call makes one request through the client that it is given
   * @param <T> what the call gives
   * @return of several requests, with the head of the last
   * @throws IllegalStateException if the call makes no request
   */
  public <T> Answered<T> answered(Function<Client, T> call) {
    Heads heads = new Heads();
    T value = call.apply(new Client(settings.withHeads(heads)));
    return heads.with(value);
  }

  /**
   * For generated code: begins a request.
   *
   * @param verb of HTTP
   * @param template the path, with variables in braces, which errors name
   * @return to be filled and sent once
   */
  public Call call(String verb, String template) {
    return new Call(settings, verb, template);
  }

  /** The address; nothing of the headers, which may be secret. */
  @Override
  public String toString() {
    return "Client[" + settings.base() + "]";
  }
}
