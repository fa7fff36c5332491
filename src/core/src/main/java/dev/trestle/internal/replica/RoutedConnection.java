package dev.trestle.internal.replica;

import dev.trestle.internal.work.OfRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * A connection that leads to a replica until it is asked for anything but a statement that
 * certainly reads, and from then on to the primary. Used by one thread.
 */
final class RoutedConnection implements InvocationHandler {
  private static final ClassLoader LOADER = RoutedConnection.class.getClassLoader();

  /** What says nothing of what is about to be done. */
  private static final Set<String> INNOCENT =
      Set.of(
          "unwrap",
          "isWrapperFor",
          "isClosed",
          "isValid",
          "isReadOnly",
          "getMetaData",
          "getWarnings",
          "clearWarnings",
          "getAutoCommit",
          "getTransactionIsolation",
          "getHoldability",
          "getCatalog",
          "getSchema",
          "getTypeMap",
          "getNetworkTimeout",
          "setNetworkTimeout",
          "createArrayOf",
          "createStruct",
          "createBlob",
          "createClob",
          "createNClob",
          "createSQLXML",
          "nativeSQL",
          "close",
          "abort",
          "toString");

  private final RoutedConnections routed;
  private final Connection proxy;
  private RoutedConnections.Leased leased;

  /** Not so if the primary gave none. */
  private boolean out = true;

  private RoutedConnection(RoutedConnections routed, RoutedConnections.Leased leased) {
    this.routed = routed;
    this.leased = leased;
    this.proxy =
        (Connection) Proxy.newProxyInstance(LOADER, new Class<?>[] {Connection.class}, this);
  }

  static Connection of(RoutedConnections routed, RoutedConnections.Leased leased) {
    return new RoutedConnection(routed, leased).proxy;
  }

  Connection proxy() {
    return proxy;
  }

  Connection current() {
    return leased.connection();
  }

  /** The replica that it leads to; empty once that is the primary. */
  Optional<Replica> replica() {
    return leased.replica();
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    switch (name) {
      case "equals":
        return self == arguments[0];
      case "hashCode":
        return System.identityHashCode(self);
      case "prepareStatement":
        return prepared(method, arguments);
      default:
        if (!INNOCENT.contains(name)) {
          routed.written();
          goToPrimary();
        }
        return call(current(), method, arguments);
    }
  }

  private Object prepared(Method method, Object[] arguments) throws Throwable {
    if (!routed.isCertain((String) arguments[0])) {
      routed.written();
      goToPrimary();
    }
    PreparedStatement statement = (PreparedStatement) call(current(), method, arguments);
    return replica().isEmpty()
        ? statement
        : Proxy.newProxyInstance(
            LOADER,
            new Class<?>[] {PreparedStatement.class},
            new RoutedStatement(this, statement, method, arguments));
  }

  /** A statement was refused by a replica, or lost with it. */
  void handOver(SQLException failure) {
    replica().ifPresent(Replica::countHandedOver);
    if ("25006".equals(failure.getSQLState())) {
      routed.written();
    }
    goToPrimary();
  }

  private void goToPrimary() {
    if (replica().isPresent()) {
      release();
      OfRequest primary = routed.primary();
      leased = new RoutedConnections.Leased(primary, primary.acquire(), Optional.empty());
      out = true;
    }
  }

  void release() {
    if (out) {
      out = false;
      leased.from().release(leased.connection());
    }
  }

  static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
