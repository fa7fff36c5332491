package dev.trestle.internal.query;

import dev.trestle.query.Mapping;
import java.util.List;
import org.jooq.Context;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Path;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The rows of another statement that belong to each row of this one. Here it stands for the key
 * that they refer to.
 *
 * @param <T> what each of them becomes
 */
public final class ManyField<T> extends CustomField<List<T>> {
  private static final long serialVersionUID = 1L;

  private final transient Path<?> path;
  private final transient Select<?> select;
  private final transient Mapping<?, T> mapping;

  @SuppressWarnings("unchecked")
  public ManyField(Path<?> path, Select<?> select, Mapping<?, T> mapping) {
    super("many", (DataType<List<T>>) (DataType<?>) SQLDataType.OTHER);
    this.path = path;
    this.select = select;
    this.mapping = mapping;
  }

  Table<?> path() {
    return path.asTable();
  }

  Select<?> select() {
    return select;
  }

  Mapping<?, T> mapping() {
    return mapping;
  }

  @Override
  public void accept(Context<?> context) {
    RelationKeys keys = RelationKeys.of(context.configuration());
    List<? extends Field<?>> known = keys.parent(this);
    if (known.isEmpty()) {
      // Never run: jOOQ writes the path's condition into it, and that is what it is for.
      keys.discover(this, () -> context.visit(DSL.field(DSL.selectOne().from(path()))));
    } else {
      Columns.accept(context, known);
    }
  }
}
