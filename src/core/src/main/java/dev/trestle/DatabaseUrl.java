package dev.trestle;

import dev.trestle.internal.db.DatabaseUrlParser;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Where a PostgreSQL database is and how to log in, read from the form everyone has: {@code
 * postgresql://user:password@host:5432/database?sslmode=require}.
 *
 * <p>Immutable. The password is kept out of {@link #toString()} and of every message, so an address
 * can be logged.
 */
public final class DatabaseUrl {
  private static final String MASK = "***";

  private final String hosts;
  private final String database;
  private final String user;
  private final boolean hasPassword;
  private final Supplier<String> password;
  private final SortedMap<String, String> properties;
  private final OptionalInt connectionLimit;
  private final Optional<Duration> poolTimeout;
  private final Optional<Boolean> pooler;

  private DatabaseUrl(
      String hosts,
      String database,
      String user,
      String password,
      Map<String, String> properties,
      OptionalInt connectionLimit,
      Optional<Duration> poolTimeout,
      Optional<Boolean> pooler) {
    this(
        hosts,
        database,
        user,
        !password.isEmpty(),
        new Fixed(password),
        Collections.unmodifiableSortedMap(new TreeMap<>(properties)),
        connectionLimit,
        poolTimeout,
        pooler);
  }

  private DatabaseUrl(
      String hosts,
      String database,
      String user,
      boolean hasPassword,
      Supplier<String> password,
      SortedMap<String, String> properties,
      OptionalInt connectionLimit,
      Optional<Duration> poolTimeout,
      Optional<Boolean> pooler) {
    this.hosts = hosts;
    this.database = database;
    this.user = user;
    this.hasPassword = hasPassword;
    this.password = password;
    this.properties = properties;
    this.connectionLimit = connectionLimit;
    this.poolTimeout = poolTimeout;
    this.pooler = pooler;
  }

  /** A password that stays the same. */
  private record Fixed(String get) implements Supplier<String> {}

  /** Equal for two addresses that will always lead to the same connections. */
  Object identity() {
    return password instanceof Fixed ? toUri() : this;
  }

  /**
   * Reads a connection URI as libpq and its many clients write it ({@code postgresql://…} or {@code
   * postgres://…}), or a JDBC URL ({@code jdbc:postgresql://…}).
   *
   * <p>User, password and database are percent-decoded; several hosts may be separated by commas;
   * the port is 5432 and the host {@code localhost} unless given; the database is named like the
   * user unless given. Of several hosts that one is connected to which takes writes, and each is
   * given two seconds to answer, unless {@code targetServerType} (libpq's {@code
   * target_session_attrs}) and {@code connectTimeout} say otherwise. Parameters are pgjdbc's, and
   * those of libpq and Prisma that pgjdbc spells differently:
   *
   * <table>
   *   <caption>Prisma's parameters, and what becomes of them</caption>
   *   <tr><td>{@code connection_limit}</td><td>{@link #connectionLimit}</td></tr>
   *   <tr><td>{@code pool_timeout}</td><td>{@link #poolTimeout}</td></tr>
   *   <tr><td>{@code pgbouncer}</td><td>{@link #throughPooler}; {@code true} is {@code
   *       prepareThreshold=0}, whatever else is said of that</td></tr>
   *   <tr><td>{@code connect_timeout}</td><td>{@code connectTimeout}, in seconds, 0 for no
   *       limit</td></tr>
   *   <tr><td>{@code socket_timeout}</td><td>{@code socketTimeout}, in seconds</td></tr>
   *   <tr><td>{@code statement_cache_size}</td><td>{@code preparedStatementCacheQueries}</td></tr>
   *   <tr><td>{@code schema}</td><td>{@code currentSchema}</td></tr>
   * </table>
   *
   * @param url the address, surrounding white space ignored
   * @return the address, never null
   * @throws IllegalArgumentException if it is no such address, in one sentence that never holds the
   *     password
   */
  public static DatabaseUrl parse(String url) {
    return DatabaseUrlParser.parse(Objects.requireNonNull(url, "url"), DatabaseUrl::new);
  }

  /**
   * The same server and login, another database on it.
   *
   * @param name the name of the database, as it stands in {@code pg_database}
   * @return a new address
   */
  public DatabaseUrl withDatabase(String name) {
    return new DatabaseUrl(
        hosts,
        Objects.requireNonNull(name, "name"),
        user,
        hasPassword,
        password,
        properties,
        connectionLimit,
        poolTimeout,
        pooler);
  }

  /**
   * The same server and database, and a password that does not stay the same: a token that ends, as
   * those of Amazon RDS, or one that somebody rotates.
   *
   * @param current asked for each new connection, of a pool and of notifications, on many threads
   *     at once; may wait for others, and is best answered from memory. A connection that is open
   *     stays open when its password ends. What it throws fails the connection, which is tried
   *     again
   * @return a new address
   */
  public DatabaseUrl withPassword(Supplier<String> current) {
    return new DatabaseUrl(
        hosts,
        database,
        user,
        true,
        Objects.requireNonNull(current, "current"),
        properties,
        connectionLimit,
        poolTimeout,
        pooler);
  }

  /** An address for each of its hosts, whatever that one's part is. */
  List<DatabaseUrl> servers() {
    SortedMap<String, String> each = new TreeMap<>(properties);
    each.remove("targetServerType");
    return Arrays.stream(hosts.split(","))
        .distinct()
        .map(host ->
            new DatabaseUrl(
                host,
                database,
                user,
                hasPassword,
                password,
                Collections.unmodifiableSortedMap(each),
                connectionLimit,
                poolTimeout,
                pooler))
        .toList();
  }

  /**
   * The address for {@link java.sql.DriverManager} and connection pools, without user and password,
   * nor what only a pool understands.
   *
   * @return a JDBC URL
   */
  public String jdbcUrl() {
    return withProperties(
        new StringBuilder("jdbc:postgresql://")
            .append(hosts)
            .append('/')
            .append(DatabaseUrlParser.encode(database)),
        properties,
        false);
  }

  /**
   * The servers, as {@code host:port}, separated by commas where there are several.
   *
   * @return never empty
   */
  public String hosts() {
    return hosts;
  }

  /**
   * The name of the database.
   *
   * @return decoded, never empty
   */
  public String database() {
    return database;
  }

  /**
   * The role to log in as.
   *
   * @return decoded, never empty
   */
  public String user() {
    return user;
  }

  /**
   * The password to log in with.
   *
   * @return decoded; empty where the address has none; the current one of {@link #withPassword}
   */
  public String password() {
    return password.get();
  }

  /**
   * The most connections that a pool opens to it, of the parameter {@code connection_limit}.
   *
   * @return 1 to 10,000; empty where the address does not say
   */
  public OptionalInt connectionLimit() {
    return connectionLimit;
  }

  /**
   * How long a connection of a pool is waited for, of the parameter {@code pool_timeout}, which is
   * in seconds.
   *
   * @return up to an hour, zero for as long as it takes; empty where the address does not say
   */
  public Optional<Duration> poolTimeout() {
    return poolTimeout;
  }

  /**
   * Whether a pooler answers that gives each transaction another session, as PgBouncer does in its
   * transaction mode, of the parameter {@code pgbouncer}. Through one, no statement is left
   * prepared on the server, and what needs a session of its own is refused.
   *
   * @return empty where the address does not say; then each new connection is asked
   */
  public Optional<Boolean> throughPooler() {
    return pooler;
  }

  /**
   * The address with its password, in the form that {@link #parse} reads: for other processes.
   *
   * @return a {@code postgresql://} URI; never log it
   */
  public String toUri() {
    return uri(false);
  }

  /** The address without its password, fit for logs and messages. */
  @Override
  public String toString() {
    return uri(true);
  }

  private String uri(boolean masked) {
    StringBuilder uri =
        new StringBuilder("postgresql://")
            .append(DatabaseUrlParser.encode(user))
            .append(secret(masked))
            .append('@')
            .append(hosts)
            .append('/')
            .append(DatabaseUrlParser.encode(database));
    SortedMap<String, String> all = new TreeMap<>(properties);
    connectionLimit.ifPresent(limit -> all.put("connection_limit", String.valueOf(limit)));
    pooler.ifPresent(yes -> all.put("pgbouncer", String.valueOf(yes)));
    poolTimeout.ifPresent(longest -> all.put("pool_timeout", String.valueOf(longest.toSeconds())));
    return withProperties(uri, all, masked);
  }

  private String secret(boolean masked) {
    return hasPassword ? ":" + (masked ? MASK : DatabaseUrlParser.encode(password())) : "";
  }

  private static String withProperties(
      StringBuilder url, Map<String, String> properties, boolean masked) {
    char separator = '?';
    for (Map.Entry<String, String> property : properties.entrySet()) {
      String name = property.getKey();
      boolean secret = masked && name.toLowerCase(Locale.ROOT).contains("password");
      url.append(separator).append(name).append('=');
      url.append(secret ? MASK : DatabaseUrlParser.encode(property.getValue()));
      separator = '&';
    }
    return url.toString();
  }
}
