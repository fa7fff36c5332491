package dev.trestle.internal.db;

import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.TransactionProvider;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConnectionProvider;
import org.jooq.impl.NoConnectionProvider;

/**
 * A jOOQ configuration from which others are derived for nothing: for each transaction, and for
 * each request. They have its settings, where jOOQ's own clones 250 fields with each; who wants
 * others gets them as ever, by {@code deriveSettings}. Only connections and data are their own.
 *
 * <p>So settings must not be changed in place, as jOOQ asks anyway once others know them.
 */
public final class SharedConfiguration extends DelegatingConfiguration {
  private static final long serialVersionUID = 1;

  private transient volatile Configuration base;
  private transient volatile ConnectionProvider connections;

  /** Not modified, and shared with those it came from, until {@link #own}. */
  private transient volatile Map<Object, Object> data;

  private transient volatile boolean own;

  private SharedConfiguration(
      Configuration base, ConnectionProvider connections, Map<Object, Object> data, boolean own) {
    this.base = base;
    this.connections = connections;
    this.data = data;
    this.own = own;
  }

  /**
   * As a configuration is now.
   *
   * @param configuration with {@link LeanTransactions}, and not to be changed any more
   */
  public static SharedConfiguration of(Configuration configuration) {
    Configuration base = configuration.derive(new SharedCaches(configuration.cacheProvider()));
    return new SharedConfiguration(base, base.connectionProvider(), Map.copyOf(base.data()), false);
  }

  @Override
  Configuration base() {
    return base;
  }

  @Override
  Configuration with(Configuration other) {
    return derived(other, connections);
  }

  @Override
  Configuration change(Configuration other) {
    base = other;
    return this;
  }

  private SharedConfiguration derived(Configuration from, ConnectionProvider provider) {
    synchronized (this) {
      return new SharedConfiguration(
          from, provider, own ? new ConcurrentHashMap<>(data) : data, own);
    }
  }

  @Override
  public DSLContext dsl() {
    return DSL.using(this);
  }

  @Override
  public Configuration derive() {
    return derived(base, connections);
  }

  /** Whoever writes needs a map of its own. */
  @Override
  public synchronized Map<Object, Object> data() {
    if (!own) {
      data = new ConcurrentHashMap<>(data);
      own = true;
    }
    return data;
  }

  @Override
  public Object data(Object key) {
    return data.get(key);
  }

  @Override
  public Object data(Object key, Object value) {
    return data().put(key, value);
  }

  @Override
  public ConnectionProvider connectionProvider() {
    return connections;
  }

  @Override
  public ConnectionProvider systemConnectionProvider() {
    ConnectionProvider system = base.systemConnectionProvider();
    return system == base.connectionProvider() ? connections : system;
  }

  @Override
  public ConnectionProvider interpreterConnectionProvider() {
    return base.interpreterConnectionProvider();
  }

  @Override
  public Configuration set(ConnectionProvider provider) {
    connections = provider == null ? new NoConnectionProvider() : provider;
    return this;
  }

  @Override
  public Configuration set(Connection connection) {
    return set(new DefaultConnectionProvider(connection));
  }

  @Override
  public Configuration set(DataSource dataSource) {
    return set(new DataSourceConnectionProvider(dataSource));
  }

  @Override
  public Configuration derive(ConnectionProvider provider) {
    return derived(base, provider == null ? new NoConnectionProvider() : provider);
  }

  @Override
  public Configuration derive(Connection connection) {
    return derive(new DefaultConnectionProvider(connection));
  }

  @Override
  public Configuration derive(DataSource dataSource) {
    return derive(new DataSourceConnectionProvider(dataSource));
  }

  @Override
  public Configuration set(TransactionProvider provider) {
    if (!(provider instanceof LeanTransactions)) {
      throw new IllegalArgumentException(
          "This configuration is shared and has transactions of its own; for those of "
              + (provider == null ? "jOOQ" : provider.getClass().getName())
              + " write configuration.derive(provider) in place of configuration.set(provider)");
    }
    return this;
  }

  /** Other transactions keep their connection where only jOOQ's own configuration looks for it. */
  @Override
  public Configuration derive(TransactionProvider provider) {
    return provider instanceof LeanTransactions ? derive() : jooq().set(provider);
  }

  /** The same as a configuration of jOOQ's own. */
  private Configuration jooq() {
    Configuration jooq = base.derive(connections);
    jooq.data().putAll(new HashMap<>(data));
    return jooq;
  }

  /** What cannot be shared with another process is left out, as jOOQ does. */
  private Object writeReplace() {
    return jooq();
  }
}
