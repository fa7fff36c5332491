package dev.trestle.internal.query;

import java.io.Closeable;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Binding;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Configuration;
import org.jooq.ContextConverter;
import org.jooq.Converter;
import org.jooq.ConverterContext;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.ExecuteContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;

/**
 * What jOOQ's bindings and converters want to know of the statement they work for. Made for one
 * execution; used by one thread.
 */
final class BindingScopes {
  private final Configuration configuration;
  private Instant creationTime;
  private Map<Object, Object> data;

  BindingScopes(Configuration configuration) {
    this.configuration = configuration;
  }

  private Instant creationTime() {
    if (creationTime == null) {
      creationTime = Instant.now();
    }
    return creationTime;
  }

  private Map<Object, Object> data() {
    if (data == null) {
      data = new ConcurrentHashMap<>();
    }
    return data;
  }

  /** Binds through the type's own binding. */
  @SuppressWarnings("unchecked")
  <U> void bind(DataType<U> type, PreparedStatement statement, int index, Object value)
      throws SQLException {
    ((Binding<Object, U>) type.getBinding()).set(new Setting<>(this, statement, index, (U) value));
  }

  /** Reads through the own binding of a field's type. */
  @SuppressWarnings("unchecked")
  <U> U read(Field<U> field, ResultSet rows, int column) throws SQLException {
    Getting<U> getting = new Getting<>(this, rows, column, field);
    ((Binding<Object, U>) field.getBinding()).get(getting);
    return getting.result;
  }

  /** The part that both directions share. */
  private abstract static class Part implements ConverterContext {
    final BindingScopes scope;

    Part(BindingScopes scope) {
      this.scope = scope;
    }

    public ConverterContext converterContext() {
      return this;
    }

    public ExecuteContext executeContext() {
      return null;
    }

    @Override
    public Instant creationTime() {
      return scope.creationTime();
    }

    @Override
    public Configuration configuration() {
      return scope.configuration;
    }

    @Override
    public DSLContext dsl() {
      return scope.configuration.dsl();
    }

    @Override
    public Settings settings() {
      return scope.configuration.settings();
    }

    @Override
    public SQLDialect dialect() {
      return scope.configuration.dialect();
    }

    @Override
    public SQLDialect family() {
      return scope.configuration.family();
    }

    @Override
    public Map<Object, Object> data() {
      return scope.data();
    }

    @Override
    public Object data(Object key) {
      return scope.data().get(key);
    }

    @Override
    public Object data(Object key, Object value) {
      return scope.data().put(key, value);
    }
  }

  /** One value on its way to the database. */
  private static final class Setting<U> extends Part implements BindingSetStatementContext<U> {
    private final PreparedStatement statement;
    private final int index;
    private final U value;

    Setting(BindingScopes scope, PreparedStatement statement, int index, U value) {
      super(scope);
      this.statement = statement;
      this.index = index;
      this.value = value;
    }

    @Override
    public PreparedStatement statement() {
      return statement;
    }

    @Override
    public int index() {
      return index;
    }

    @Override
    public U value() {
      return value;
    }

    @Override
    public <T> BindingSetStatementContext<T> convert(Converter<? extends T, ? super U> converter) {
      return new Setting<>(
          scope, statement, index, ContextConverter.scoped(converter).to(value, this));
    }

    @Override
    public Array autoFree(Array array) {
      return array;
    }

    @Override
    public Blob autoFree(Blob blob) {
      return blob;
    }

    @Override
    public Clob autoFree(Clob clob) {
      return clob;
    }

    @Override
    public SQLXML autoFree(SQLXML xml) {
      return xml;
    }

    @Override
    public <R extends Closeable> R autoClose(R closeable) {
      return closeable;
    }

    @Override
    public <R extends AutoCloseable> R autoClose(R closeable) {
      return closeable;
    }
  }

  /** One value on its way from the database. */
  private static class Getting<U> extends Part implements BindingGetResultSetContext<U> {
    private final ResultSet rows;
    private final int column;
    private final Field<U> field;
    private U result;

    Getting(BindingScopes scope, ResultSet rows, int column, Field<U> field) {
      super(scope);
      this.rows = rows;
      this.column = column;
      this.field = field;
    }

    @Override
    public ResultSet resultSet() {
      return rows;
    }

    @Override
    public int index() {
      return column;
    }

    @Override
    public Field<U> field() {
      return field;
    }

    @Override
    public void value(U value) {
      this.result = value;
    }

    @Override
    public <T> BindingGetResultSetContext<T> convert(Converter<? super T, ? extends U> converter) {
      Getting<U> outer = this;
      return new Getting<T>(scope, rows, column, null) {
        @Override
        public void value(T value) {
          outer.value(ContextConverter.scoped(converter).from(value, this));
        }
      };
    }
  }
}
