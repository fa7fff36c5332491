package dev.trestle.internal.query;

import dev.trestle.query.Mapping;
import java.util.List;
import org.jooq.Context;
import org.jooq.Field;
import org.jooq.impl.CustomField;
import org.jooq.impl.SQLDataType;

/**
 * Several columns of the same statement that become one value.
 *
 * @param <T> the value
 */
public final class OneField<T> extends CustomField<T> {
  private static final long serialVersionUID = 1L;

  private final transient List<Field<?>> fields;
  private final transient Mapping<?, T> mapping;

  @SuppressWarnings("unchecked")
  public OneField(List<Field<?>> fields, Mapping<?, T> mapping) {
    super("one", (org.jooq.DataType<T>) SQLDataType.OTHER);
    this.fields = List.copyOf(fields);
    this.mapping = mapping;
  }

  List<Field<?>> fields() {
    return fields;
  }

  Mapping<?, T> mapping() {
    return mapping;
  }

  @Override
  public void accept(Context<?> context) {
    Columns.accept(context, fields);
  }
}
