package dev.trestle.check;

import org.jooq.Record;
import org.jooq.Schema;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.SchemaImpl;
import org.jooq.impl.TableImpl;

/** What jOOQ would generate of a newer schema: {@code users} has no name any more. */
public final class Tables {
  /** The table. */
  public static final Users USERS = new Users();

  private Tables() {}

  /** The schema. */
  static final class Public extends SchemaImpl {
    Public() {
      super(DSL.name("public"));
    }

    @Override
    public java.util.List<org.jooq.Table<?>> getTables() {
      return java.util.List.of(USERS);
    }
  }

  /** The class of the table. */
  public static final class Users extends TableImpl<Record> {
    /** A column. */
    final transient TableField<Record, Integer> id =
        createField(DSL.name("id"), SQLDataType.INTEGER, this);

    private Users() {
      super(DSL.name("users"));
    }

    @Override
    public Schema getSchema() {
      return new Public();
    }
  }
}
