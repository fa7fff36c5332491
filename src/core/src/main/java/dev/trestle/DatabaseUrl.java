package dev.trestle;

import dev.trestle.internal.db.DatabaseUrlParser;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

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
  private final String password;
  private final SortedMap<String, String> properties;

  private DatabaseUrl(
      String hosts, String database, String user, String password, Map<String, String> properties) {
    this.hosts = hosts;
    this.database = database;
    this.user = user;
    this.password = password;
    this.properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /**
   * Reads a connection URI as libpq and its many clients write it ({@code postgresql://…} or {@code
   * postgres://…}), or a JDBC URL ({@code jdbc:postgresql://…}).
   *
   * <p>User, password and database are percent-decoded; several hosts may be separated by commas;
   * the port is 5432 and the host {@code localhost} unless given; the database is named like the
   * user unless given. Parameters are pgjdbc's, and those of libpq that pgjdbc spells differently.
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
    return new DatabaseUrl(hosts, Objects.requireNonNull(name, "name"), user, password, properties);
  }

  /**
   * The address for {@link java.sql.DriverManager} and connection pools, without user and password.
   *
   * @return a JDBC URL
   */
  public String jdbcUrl() {
    return withProperties(
        new StringBuilder("jdbc:postgresql://")
            .append(hosts)
            .append('/')
            .append(DatabaseUrlParser.encode(database)),
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
   * @return decoded; empty where the address has none
   */
  public String password() {
    return password;
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
    String secret = masked ? MASK : DatabaseUrlParser.encode(password);
    StringBuilder uri =
        new StringBuilder("postgresql://")
            .append(DatabaseUrlParser.encode(user))
            .append(password.isEmpty() ? "" : ":" + secret)
            .append('@')
            .append(hosts)
            .append('/')
            .append(DatabaseUrlParser.encode(database));
    return withProperties(uri, masked);
  }

  private String withProperties(StringBuilder url, boolean masked) {
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
