package dev.trestle.internal.replica;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement on a replica, which is prepared and run again on the primary if the replica fails it:
 * because it writes after all, because what it needs has not arrived there, or because the replica
 * is gone or had to cancel it to follow the primary. Only what is asked to be cancelled is not. It
 * has given no rows by then: outside of a transaction the driver reads all before it gives any.
 * Used by one thread, and cancelled by another.
 */
final class RoutedStatement implements InvocationHandler {
  private static final String CANCELLED = "57014";

  private final RoutedConnection connection;
  private final Method prepare;
  private final Object[] preparing;
  private final List<Call> settings = new ArrayList<>();
  private volatile PreparedStatement current;
  private boolean again = true;

  /** What was set, to be set again. */
  private record Call(Method method, Object[] arguments) {}

  RoutedStatement(
      RoutedConnection connection,
      PreparedStatement statement,
      Method prepare,
      Object[] preparing) {
    this.connection = connection;
    this.current = statement;
    this.prepare = prepare;
    this.preparing = preparing;
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    if (name.equals("equals")) {
      return self == arguments[0];
    }
    if (name.equals("hashCode")) {
      return System.identityHashCode(self);
    }
    if (name.equals("getConnection")) {
      return connection.proxy();
    }
    if (name.startsWith("execute")) {
      return run(method, arguments);
    }
    Object result = RoutedConnection.call(current, method, arguments);
    if (again && (name.startsWith("set") || name.equals("addBatch") || name.startsWith("clear"))) {
      settings.add(new Call(method, arguments));
      again = !name.endsWith("Stream");
    }
    return result;
  }

  private Object run(Method method, Object[] arguments) throws Throwable {
    try {
      return RoutedConnection.call(current, method, arguments);
    } catch (SQLException e) {
      if (connection.replica().isEmpty() || !again || CANCELLED.equals(e.getSQLState())) {
        throw e;
      }
      close(e);
      connection.handOver(e);
    }
    current = (PreparedStatement) RoutedConnection.call(connection.current(), prepare, preparing);
    for (Call setting : settings) {
      RoutedConnection.call(current, setting.method(), setting.arguments());
    }
    return RoutedConnection.call(current, method, arguments);
  }

  private void close(SQLException failure) {
    try {
      current.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
