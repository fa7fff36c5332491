package dev.trestle.internal.db;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/**
 * Reads what {@code dev.trestle.DatabaseUrl} promises. The grammar is libpq's (PostgreSQL manual,
 * section 34.1.1.2); {@code java.net.URI} knows neither several hosts nor an omitted one.
 */
public final class DatabaseUrlParser {
  private static final String EXAMPLE = "postgresql://user:password@localhost:5432/database";
  private static final String ESCAPE_PASSWORD =
      "percent-encode '/', '?', '#' and '@' in the password (%2F, %3F, %23, %40)";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]+");
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:jdbc:postgresql|postgresql|postgres)://([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\],@/?\\s]+)?(?::(\\d{1,5}))?");

  private static final int MOST_CONNECTIONS = 10_000;
  private static final int LONGEST_SECONDS = 3_600;

  /** Of a pool, which pgjdbc knows nothing of. */
  private static final String LIMIT = "connection_limit";

  private static final String WAIT = "pool_timeout";
  private static final String POOLER = "pgbouncer";
  private static final Set<String> OURS = Set.of(LIMIT, WAIT, POOLER);

  /** libpq's and Prisma's spelling of parameters that pgjdbc calls by another name. */
  private static final Map<String, PGProperty> LIBPQ =
      Map.of(
          "connect_timeout", PGProperty.CONNECT_TIMEOUT,
          "application_name", PGProperty.APPLICATION_NAME,
          "channel_binding", PGProperty.CHANNEL_BINDING,
          "keepalives", PGProperty.TCP_KEEP_ALIVE,
          "socket_timeout", PGProperty.SOCKET_TIMEOUT,
          "statement_cache_size", PGProperty.PREPARED_STATEMENT_CACHE_QUERIES,
          "schema", PGProperty.CURRENT_SCHEMA);

  /** libpq's word for {@code targetServerType}, and its values in pgjdbc's. */
  private static final String SESSION = "target_session_attrs";

  private static final Map<String, String> SERVERS =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  private DatabaseUrlParser() {}

  /** Makes the address from its parts; the one constructor of the public type. */
  @FunctionalInterface
  public interface Result<T> {
    /** All parts decoded; hosts as {@code host:port}, separated by commas. */
    T of(
        String hosts,
        String database,
        String user,
        String password,
        Map<String, String> properties,
        OptionalInt connectionLimit,
        Optional<Duration> poolTimeout,
        Optional<Boolean> pooler);
  }

  /** Reads the address or refuses it in one sentence without the password. */
  public static <T> T parse(String url, Result<T> result) {
    Matcher shape = SHAPE.matcher(url.strip());
    if (!shape.matches()) {
      throw bad("it does not have the form " + EXAMPLE);
    }
    String authority = shape.group(1);
    int at = authority.lastIndexOf('@');
    String login = at < 0 ? "" : authority.substring(0, at);
    int colon = login.indexOf(':');
    Map<String, String> properties = properties(shape.group(3));
    String user = decode("user", colon < 0 ? login : login.substring(0, colon));
    String password = decode("password", colon < 0 ? "" : login.substring(colon + 1));
    user = take(properties, "user", user);
    password = take(properties, "password", password);
    if (user.isEmpty()) {
      throw bad("it names no user; write it like " + EXAMPLE);
    }
    OptionalInt limit = number(properties, LIMIT, 1, MOST_CONNECTIONS);
    OptionalInt wait = number(properties, WAIT, 0, LONGEST_SECONDS);
    Optional<Boolean> pooler = throughPooler(properties);
    if (pooler.orElse(false)) {
      properties.put(PGProperty.PREPARE_THRESHOLD.getName(), "0");
      refuseSessions(properties);
    }
    String hosts = hosts(authority.substring(at + 1));
    if (hosts.contains(",")) {
      seekPrimary(properties);
    }
    String database = decode("database", shape.group(2) == null ? "" : shape.group(2));
    return result.of(
        hosts,
        database.isEmpty() ? user : database,
        user,
        password,
        properties,
        limit,
        wait.isPresent() ? Optional.of(Duration.ofSeconds(wait.getAsInt())) : Optional.empty(),
        pooler);
  }

  /** Of several servers one takes writes; one that says nothing must leave time for the next. */
  private static void seekPrimary(Map<String, String> properties) {
    properties.putIfAbsent(PGProperty.TARGET_SERVER_TYPE.getName(), "primary");
    properties.putIfAbsent(PGProperty.CONNECT_TIMEOUT.getName(), "2");
  }

  /** Percent-encodes a part of the address. */
  public static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String take(Map<String, String> properties, String name, String otherwise) {
    String value = properties.remove(name);
    return value == null ? otherwise : value;
  }

  private static OptionalInt number(Map<String, String> properties, String name, int min, int max) {
    String text = properties.remove(name);
    if (text == null) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return OptionalInt.of(value);
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw bad("its " + name + " is '" + text + "'; write a number from " + min + " to " + max);
  }

  private static Optional<Boolean> throughPooler(Map<String, String> properties) {
    String text = properties.remove(POOLER);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw bad("its " + POOLER + " is '" + text + "'; write true or false");
    }
    return Optional.ofNullable(text).map(Boolean::valueOf);
  }

  /** What the driver would set for a session would be found by whoever has that session next. */
  private static void refuseSessions(Map<String, String> properties) {
    String name = PGProperty.READ_ONLY_MODE.getName();
    if ("always".equals(properties.get(name))) {
      throw bad(
          "its "
              + name
              + " is 'always', which makes a session read-only, and through a pooler others have"
              + " that next; leave it out");
    }
  }

  private static String hosts(String text) {
    return Stream.of(text.split(",", -1))
        .map(DatabaseUrlParser::host)
        .collect(Collectors.joining(","));
  }

  private static String host(String text) {
    Matcher matcher = HOST.matcher(text);
    if (!matcher.matches()) {
      // Most often an unescaped character of the password ends up here: do not repeat the text.
      throw bad("its host is not of the form host:port; " + ESCAPE_PASSWORD);
    }
    int port = matcher.group(2) == null ? 5432 : Integer.parseInt(matcher.group(2));
    if (port < 1 || port > 65535) {
      throw bad("port " + port + " is not between 1 and 65535");
    }
    return (matcher.group(1) == null ? "localhost" : matcher.group(1)) + ":" + port;
  }

  private static Map<String, String> properties(String query) {
    Map<String, String> properties = new TreeMap<>();
    if (query == null || query.isEmpty()) {
      return properties;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = decode("parameters", equals < 0 ? "" : pair.substring(equals + 1));
      if (name.equals("user") || name.equals("password") || OURS.contains(name)) {
        properties.put(name, value);
        continue;
      }
      if (name.equals(SESSION)) {
        properties.put(PGProperty.TARGET_SERVER_TYPE.getName(), server(value));
        continue;
      }
      if (!NAME.matcher(name).matches()) {
        // Most often the rest of a password with an unescaped '?': do not repeat the text.
        throw bad("its parameters are not of the form name=value&name=value; " + ESCAPE_PASSWORD);
      }
      PGProperty property = LIBPQ.getOrDefault(name, PGProperty.forName(name));
      if (property == null) {
        throw bad(
            "it has the unknown parameter '"
                + name
                + "'; see the connection parameters of pgjdbc"
                + hint(name));
      }
      properties.put(property.getName(), value);
    }
    return properties;
  }

  private static String server(String value) {
    String server = SERVERS.get(value);
    if (server == null) {
      throw bad(
          "its "
              + SESSION
              + " is '"
              + value
              + "'; write "
              + String.join(", ", new TreeSet<>(SERVERS.keySet())));
    }
    return server;
  }

  private static String hint(String name) {
    return Stream.of(
            Stream.of(PGProperty.values()).map(PGProperty::getName),
            LIBPQ.keySet().stream(),
            Stream.of(SESSION),
            OURS.stream())
        .flatMap(names -> names)
        .filter(known -> known.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(known -> " (did you mean '" + known + "'?)")
        .orElse("");
  }

  private static String decode(String what, String text) {
    try {
      // '+' is a plus sign here, not a space: this is no form.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw bad("a '%' in its " + what + " starts no escape; write it as %25");
    }
  }

  private static IllegalArgumentException bad(String why) {
    return new IllegalArgumentException("The database URL cannot be used: " + why + ".");
  }
}
