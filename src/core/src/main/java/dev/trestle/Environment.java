package dev.trestle;

import dev.trestle.internal.proxy.TrustedProxies;
import dev.trestle.query.QueryLog;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that a service takes from its environment.
 *
 * <table>
 *   <caption>Variables; an empty one counts as unset</caption>
 *   <tr><th>name</th><th>meaning</th><th>default</th></tr>
 *   <tr><td>{@code PORT}</td><td>to listen on; 0 takes any free one</td><td>8080</td></tr>
 *   <tr><td>{@code HOST}</td><td>address to listen on</td><td>127.0.0.1</td></tr>
 *   <tr><td>{@code TRUSTED_PROXIES}</td><td>addresses and subnets with commas between them, see
 *       {@link HttpSettings#trustedProxies}</td><td>none</td></tr>
 *   <tr><td>{@code DATABASE_URL}</td><td>see {@link DatabaseUrl#parse}</td><td>none</td></tr>
 *   <tr><td>{@code POOL_SIZE}</td><td>connections at most</td><td>10</td></tr>
 *   <tr><td>{@code DEVELOPMENT}</td><td>{@code true} or {@code false}, see {@link
 *       TrestleBuilder#development}</td><td>false</td></tr>
 *   <tr><td>{@code QUERY_LOG}</td><td>{@code off}, {@code redacted}, or in development {@code
 *       values}; see {@link QueryLog}</td><td>off</td></tr>
 *   <tr><td>{@code SLOW_QUERY_MS}</td><td>milliseconds from which on a statement is a warning; 0
 *       for never</td><td>500 in development, else 0</td></tr>
 * </table>
 *
 * @param port 0 to 65535
 * @param host a name or address of this machine
 * @param trustedProxies addresses and subnets
 * @param database empty if {@code DATABASE_URL} is unset
 * @param poolSize at least 1
 * @param development whether a developer is at work
 * @param queryLog what is logged of each statement
 * @param slowQuery from where on a statement is a warning, zero for never; empty if unset
 */
public record Environment(
    int port,
    String host,
    List<String> trustedProxies,
    Optional<DatabaseUrl> database,
    int poolSize,
    boolean development,
    QueryLog queryLog,
    Optional<Duration> slowQuery) {
  private static final int MOST_SLOW_MILLIS = 3_600_000;

  /**
   * Reads the variables.
   *
   * @param variables usually {@link System#getenv()}
   * @return the settings
   * @throws StartException if one is set to something it cannot be
   */
  public static Environment of(Map<String, String> variables) {
    return new Environment(
        number(variables, "PORT", 8080, 0, 65535),
        set(variables, "HOST").orElse("127.0.0.1"),
        set(variables, "TRUSTED_PROXIES").map(Environment::proxies).orElse(List.of()),
        set(variables, "DATABASE_URL").map(Environment::database),
        number(variables, "POOL_SIZE", 10, 1, 10_000),
        choice(variables, "DEVELOPMENT", "false", "true").equals("true"),
        QueryLog.valueOf(
            choice(variables, "QUERY_LOG", "off", "redacted", "values").toUpperCase(Locale.ROOT)),
        set(variables, "SLOW_QUERY_MS")
            .map(text -> number(variables, "SLOW_QUERY_MS", 0, 0, MOST_SLOW_MILLIS))
            .map(Duration::ofMillis));
  }

  /**
   * The same settings, for a service that cannot do without a database.
   *
   * @return this
   * @throws StartException if {@code DATABASE_URL} is unset
   */
  public Environment requireDatabase() {
    if (database.isEmpty()) {
      throw new StartException(
          "DATABASE_URL is not set; set it to postgresql://user:password@host:5432/database.");
    }
    return this;
  }

  private static List<String> proxies(String text) {
    List<String> entries = List.of(text.strip().split("\\s*,\\s*"));
    try {
      TrustedProxies.of(entries);
    } catch (IllegalArgumentException e) {
      throw new StartException("TRUSTED_PROXIES: " + e.getMessage() + ".", e);
    }
    return entries;
  }

  private static DatabaseUrl database(String url) {
    try {
      return DatabaseUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw new StartException("DATABASE_URL: " + e.getMessage(), e);
    }
  }

  private static int number(
      Map<String, String> variables, String name, int otherwise, int min, int max) {
    Optional<String> text = set(variables, name);
    try {
      int value = text.map(Integer::parseInt).orElse(otherwise);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new StartException(
        name
            + " is '"
            + text.orElse("")
            + "'; set it to a number from "
            + min
            + " to "
            + max
            + ".");
  }

  /** One of several words; the first of them if the variable is unset. */
  private static String choice(Map<String, String> variables, String name, String... words) {
    String word = set(variables, name).orElse(words[0]);
    if (List.of(words).contains(word)) {
      return word;
    }
    throw new StartException(
        name + " is '" + word + "'; set it to " + String.join(" or ", words) + ".");
  }

  private static Optional<String> set(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }
}
