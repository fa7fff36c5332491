package dev.trestle;

import dev.trestle.internal.proxy.TrustedProxies;
import dev.trestle.internal.setting.Range;
import dev.trestle.internal.setting.Variables;
import dev.trestle.query.QueryLog;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

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
 *   <tr><td>{@code DATABASE_URL_POOLER}</td><td>the same through a pooler, for requests</td>
 *       <td>{@code DATABASE_URL}</td></tr>
 *   <tr><td>{@code DIRECT_URL}</td><td>the same without a pooler, for what needs a session of its
 *       own: migrations, listening</td><td>{@code DATABASE_URL}, or else {@code
 *       DATABASE_URL_POOLER}</td></tr>
 *   <tr><td>{@code DATABASE_URL_REPLICA}</td><td>its replicas, hosts with commas between them, see
 *       {@link ConnectionSettings#readReplicas}</td><td>none</td></tr>
 *   <tr><td>{@code REPLICA_MAX_LAG_MS}</td><td>milliseconds that a replica may be behind and still be
 *       read from, 1000 or more</td><td>5000</td></tr>
 *   <tr><td>{@code REPLICAS}</td><td>how many of the service run at once, see {@link
 *       ConnectionSettings#replicas}</td><td>unknown</td></tr>
 *   <tr><td>{@code POOL_SIZE}</td><td>connections at most</td><td>{@code connection_limit} of the
 *       address, or else what the server can give, see {@link ConnectionSettings#poolSize}</td></tr>
 *   <tr><td>{@code POOL_QUEUE}</td><td>how many may wait for a connection, see {@link
 *       ConnectionSettings#poolQueue}</td><td>as many as are served in time</td></tr>
 *   <tr><td>{@code POOL_TIMEOUT_MS}</td><td>milliseconds that a request waits for a connection, 250
 *       or more; 0 for as long as it takes</td><td>{@code pool_timeout} of the address, or else
 *       5000</td></tr>
 *   <tr><td>{@code POOL_MAX_LIFETIME_MS}</td><td>milliseconds after which a connection is replaced,
 *       30000 or more; 0 for never</td><td>1800000</td></tr>
 *   <tr><td>{@code POOL_KEEPALIVE_MS}</td><td>milliseconds after which an idle connection is tried,
 *       30000 or more, less than its lifetime; 0 for never</td><td>120000, 0 for a lifetime no
 *       longer than that</td></tr>
 *   <tr><td>{@code POOL_VALIDATION_MS}</td><td>milliseconds that a connection has to show that it
 *       is alive, 250 or more</td><td>1000</td></tr>
 *   <tr><td>{@code POOL_LEAK_MS}</td><td>milliseconds after which a connection that is still out is
 *       a warning with the stack of who took it, 2000 or more, no longer than its lifetime; 0 for
 *       never</td><td>10000 in development, else 0</td></tr>
 *   <tr><td>{@code SHARED_LOOKUPS}</td><td>{@code on} or {@code off}, see {@link
 *       ConnectionSettings#sharedLookups}</td><td>on</td></tr>
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
 * @param database for requests; empty if neither {@code DATABASE_URL_POOLER} nor {@code
 *     DATABASE_URL} is set
 * @param direct the database itself, for migrations and listening; empty if {@code DIRECT_URL} is
 *     unset too
 * @param readReplicas of the database; empty if nobody says
 * @param replicaMaxLag for how long one may lack what was committed and be read from
 * @param replicas at least 1; empty if nobody says
 * @param poolSize at least 1; empty if neither a variable nor the address says
 * @param poolQueue how many may wait for a connection, 0 or more; empty if nobody says
 * @param poolTimes for how long a connection is waited for, and lives
 * @param sharedLookups whether lookups are shared that may be
 * @param development whether a developer is at work
 * @param queryLog what is logged of each statement
 * @param slowQuery from where on a statement is a warning, zero for never; empty if unset
 */
public record Environment(
    int port,
    String host,
    List<String> trustedProxies,
    Optional<DatabaseUrl> database,
    Optional<DatabaseUrl> direct,
    Optional<DatabaseUrl> readReplicas,
    Duration replicaMaxLag,
    OptionalInt replicas,
    OptionalInt poolSize,
    OptionalInt poolQueue,
    PoolTimes poolTimes,
    boolean sharedLookups,
    boolean development,
    QueryLog queryLog,
    Optional<Duration> slowQuery) {
  private static final Range SLOW_MILLIS = new Range(0, 3_600_000);
  private static final Duration DEVELOPMENT_LEAK = Duration.ofSeconds(10);

  /**
   * Reads the variables.
   *
   * @param variables usually {@link System#getenv()}
   * @return the settings
   * @throws StartException if one is set to something it cannot be
   */
  public static Environment of(Map<String, String> variables) {
    Variables all = new Variables(variables);
    Optional<DatabaseUrl> plain = database(all, "DATABASE_URL");
    Optional<DatabaseUrl> pooler = database(all, "DATABASE_URL_POOLER");
    Optional<DatabaseUrl> database = pooler.or(() -> plain);
    boolean development = all.word("DEVELOPMENT", "false", "true").equals("true");
    OptionalInt poolSize = all.number("POOL_SIZE", ConnectionSettings.POOL_SIZE);
    return new Environment(
        all.number("PORT", ServerSettings.PORTS).orElse(ServerSettings.PORT),
        all.text("HOST").orElse(ServerSettings.HOST),
        all.text("TRUSTED_PROXIES").map(Environment::proxies).orElse(List.of()),
        database,
        database(all, "DIRECT_URL").or(() -> plain).or(() -> pooler),
        database(all, "DATABASE_URL_REPLICA"),
        millis(all, "REPLICA_MAX_LAG_MS", ConnectionSettings.MAX_LAG_MILLIS)
            .orElse(ConnectionSettings.MAX_LAG),
        all.number("REPLICAS", ConnectionSettings.REPLICAS),
        poolSize.isPresent()
            ? poolSize
            : database.map(DatabaseUrl::connectionLimit).orElse(poolSize),
        all.number("POOL_QUEUE", ConnectionSettings.POOL_QUEUE),
        poolTimes(all, database.map(PoolTimes::of).orElse(PoolTimes.defaults()), development),
        all.word("SHARED_LOOKUPS", "on", "off").equals("on"),
        development,
        QueryLog.valueOf(
            all.word("QUERY_LOG", "off", "redacted", "values").toUpperCase(Locale.ROOT)),
        millis(all, "SLOW_QUERY_MS", SLOW_MILLIS));
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
    List<String> entries = Stream.of(text.strip().split(",")).map(String::strip).toList();
    try {
      TrustedProxies.of(entries);
    } catch (IllegalArgumentException e) {
      throw new StartException("TRUSTED_PROXIES: " + e.getMessage() + ".", e);
    }
    return entries;
  }

  private static Optional<DatabaseUrl> database(Variables variables, String name) {
    try {
      return variables.text(name).map(DatabaseUrl::parse);
    } catch (IllegalArgumentException e) {
      throw new StartException(name + ": " + e.getMessage(), e);
    }
  }

  private static PoolTimes poolTimes(
      Variables variables, PoolTimes otherwise, boolean development) {
    PoolTimes times =
        otherwise
            .withTimeout(
                millis(variables, "POOL_TIMEOUT_MS", PoolTimes.TIMEOUT).orElse(otherwise.timeout()))
            .withMaxLifetime(
                millis(variables, "POOL_MAX_LIFETIME_MS", PoolTimes.LIFETIME)
                    .orElse(otherwise.maxLifetime()))
            .withValidation(
                millis(variables, "POOL_VALIDATION_MS", PoolTimes.VALIDATION)
                    .orElse(otherwise.validation()));
    Duration keepalive =
        millis(variables, "POOL_KEEPALIVE_MS", PoolTimes.KEEPALIVE).orElse(times.keepalive());
    // The stack of each lease costs some microseconds, which only a developer is not to feel.
    Duration leak =
        millis(variables, "POOL_LEAK_MS", PoolTimes.LEAK)
            .orElse(development ? DEVELOPMENT_LEAK : times.leak());
    if (!PoolTimes.endsBefore(keepalive, times.maxLifetime())) {
      throw tooLong("POOL_KEEPALIVE_MS", keepalive, "less than", times.maxLifetime());
    }
    if (PoolTimes.outlives(leak, times.maxLifetime())) {
      throw tooLong("POOL_LEAK_MS", leak, "no more than", times.maxLifetime());
    }
    return times.withKeepalive(keepalive).withLeak(leak);
  }

  private static Optional<Duration> millis(Variables variables, String name, Range range) {
    OptionalInt millis = variables.number(name, range);
    return millis.isPresent()
        ? Optional.of(Duration.ofMillis(millis.getAsInt()))
        : Optional.empty();
  }

  private static StartException tooLong(String name, Duration time, String how, Duration lifetime) {
    return new StartException(
        "%s is '%d'; set it to %s POOL_MAX_LIFETIME_MS, which is %d, or to 0."
            .formatted(name, time.toMillis(), how, lifetime.toMillis()));
  }
}
