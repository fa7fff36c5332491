package dev.trestle.query;

import static org.jooq.impl.DSL.excluded;

import dev.trestle.internal.query.Inserts;
import dev.trestle.internal.query.PageWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableRecord;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;

/**
 * The everyday statements on one table, over jOOQ's generated tables and records. Static functions,
 * to be imported; each is one statement unless it says otherwise.
 *
 * <pre>{@code
 * UsersRecord ada = create(db, new UsersRecord().setEmail("ada@example.org").setName("Ada"));
 * Optional<UsersRecord> found = findOne(db, USERS, USERS.EMAIL.eq("ada@example.org"));
 * List<UsersRecord> renamed = update(db, new UsersRecord().setName("A."), USERS.ID.eq(ada.getId()));
 * }</pre>
 *
 * <p>Of a record only the fields count that were set: {@code new UsersRecord()} and setters, or a
 * row that was read and changed. (The constructor with all fields sets each that is nullable, to
 * null too.) Where the compiler is to check a shape of your own, or a query runs often, {@linkplain
 * Queries prepare} it.
 *
 * <p>What speaks of certain rows refuses a condition that is always true: {@code noCondition()}, an
 * {@code and()} of nothing, {@code notIn()} of nothing. Usually a filter has been forgotten, and
 * all rows would be found, changed or gone. Lists take it.
 */
public final class Crud {
  private Crud() {}

  /**
   * The one row, if there is one.
   *
   * <pre>{@code
   * select … from users where email = ? limit 2
   * }</pre>
   *
   * @param <R> the table's record
   * @param db where to run it
   * @param table to read
   * @param condition that at most one row meets
   * @return empty for no row
   * @throws org.jooq.exception.TooManyRowsException if there are several
   * @throws IllegalArgumentException if the condition is always true
   */
  public static <R extends Record> Optional<R> findOne(
      DSLContext db, Table<R> table, Condition condition) {
    return db.selectFrom(table).where(limiting(db, condition, table)).limit(2).fetchOptional();
  }

  /**
   * The first row of several, if there is one.
   *
   * <pre>{@code
   * select … from posts where author_id = ? order by created_at desc limit 1
   * }</pre>
   *
   * @param <R> the table's record
   * @param db where to run it
   * @param table to read
   * @param condition that the row meets
   * @param by what makes it the first
   * @param thenBy among equals
   * @return empty for no row
   * @throws IllegalArgumentException if the condition is always true
   */
  public static <R extends Record> Optional<R> findFirst(
      DSLContext db,
      Table<R> table,
      Condition condition,
      OrderField<?> by,
      OrderField<?>... thenBy) {
    return db.selectFrom(table)
        .where(limiting(db, condition, table))
        .orderBy(order(by, thenBy))
        .limit(1)
        .fetchOptional();
  }

  /**
   * All rows that meet a condition; all of them at once in memory.
   *
   * <pre>{@code
   * select … from posts where author_id = ? order by created_at desc
   * }</pre>
   *
   * @param <R> the table's record
   * @param db where to run it
   * @param table to read
   * @param condition that the rows meet; {@code noCondition()} for all
   * @param by their order; any without
   * @return to be changed freely
   */
  public static <R extends Record> List<R> findMany(
      DSLContext db, Table<R> table, Condition condition, OrderField<?>... by) {
    return db.selectFrom(table).where(condition).orderBy(by).fetch();
  }

  /**
   * A page of the rows that meet a condition, and how many those are. The second statement is left
   * out where the page itself tells: it is the last one.
   *
   * <pre>{@code
   * select … from posts where author_id = ? order by created_at desc, id offset ? rows fetch next ? rows only
   * select count(*) from posts where author_id = ?
   * }</pre>
   *
   * @param <R> the table's record
   * @param db where to run it
   * @param table to read
   * @param condition that the rows meet; {@code noCondition()} for all
   * @param number of the page, counted from 1
   * @param size of a page, 1 to 10,000
   * @param by their order
   * @param thenBy among equals; should end in a key, or pages may share rows
   * @return without rows past the end
   * @throws dev.trestle.HttpError 400 if the number or the size is out of bounds
   */
  public static <R extends Record> Page<R> findPage(
      DSLContext db,
      Table<R> table,
      Condition condition,
      int number,
      int size,
      OrderField<?> by,
      OrderField<?>... thenBy) {
    PageWindow window = PageWindow.of(number, size);
    List<R> rows =
        db.selectFrom(table)
            .where(condition)
            .orderBy(order(by, thenBy))
            .limit(size)
            .offset(window.offset())
            .fetch();
    return window.page(rows, () -> count(db, table, condition));
  }

  /**
   * Whether any row meets a condition.
   *
   * <pre>{@code
   * select exists (select 1 from users where email = ?)
   * }</pre>
   *
   * @param db where to run it
   * @param table to read
   * @param condition that the row meets
   * @return true if there is one
   * @throws IllegalArgumentException if the condition is always true
   */
  public static boolean exists(DSLContext db, Table<?> table, Condition condition) {
    return db.fetchExists(table, limiting(db, condition, table));
  }

  /**
   * How many rows meet a condition.
   *
   * <pre>{@code
   * select count(*) from posts where published
   * }</pre>
   *
   * @param db where to run it
   * @param table to read
   * @param condition that the rows meet; {@code noCondition()} for all
   * @return 0 or more
   */
  public static long count(DSLContext db, Table<?> table, Condition condition) {
    return db.select(DSL.count().coerce(Long.class))
        .from(table)
        .where(condition)
        .fetchSingle()
        .value1();
  }

  /**
   * Adds a row.
   *
   * <pre>{@code
   * insert into users (email, name) values (?, ?) returning …
   * }</pre>
   *
   * @param <R> the table's record
   * @param db where to run it
   * @param row its fields that were set; the others get the column's default
   * @return as it is stored
   */
  public static <R extends TableRecord<R>> R create(DSLContext db, R row) {
    return Inserts.of(db, List.of(row), Inserts.touched(List.of(row))).returning().fetchSingle();
  }

  /**
   * Adds rows: in one statement, or where it would have more than 32,767 values, in several and one
   * transaction. No rows, no statement.
   *
   * <pre>{@code
   * insert into users (email, name) values (?, ?), (?, default), … returning …
   * }</pre>
   *
   * @param <R> the table's record
   * @param db where to run it
   * @param rows of one table; their fields that were set in any of them; in the others those get
   *     the default
   * @return as they are stored, in the same order
   */
  public static <R extends TableRecord<R>> List<R> createMany(DSLContext db, List<R> rows) {
    if (rows.isEmpty()) {
      return new ArrayList<>();
    }
    List<Field<?>> fields = Inserts.touched(rows);
    List<List<R>> chunks = Inserts.chunks(rows, fields.size());
    if (chunks.size() == 1) {
      return Inserts.of(db, rows, fields).returning().fetch();
    }
    return db.transactionResult(tx -> {
      List<R> all = new ArrayList<>(rows.size());
      for (List<R> chunk : chunks) {
        all.addAll(Inserts.of(tx.dsl(), chunk, fields).returning().fetch());
      }
      return all;
    });
  }

  /**
   * Adds a row, or changes the one that has its key already: no race, no second try.
   *
   * <pre>{@code
   * insert into users (email, name) values (?, ?)
   * on conflict (email) do update set name = excluded.name returning …
   * }</pre>
   *
   * <p>What is overwritten are the fields that were set, but neither the key nor the primary key.
   * If nothing is left of them, the row is written as it was, since otherwise it would not be
   * returned. A null in the key conflicts with nothing, so it adds a row.
   *
   * @param <R> the table's record
   * @param db where to run it
   * @param row its fields that were set
   * @param key columns that PostgreSQL has a unique constraint on, or a plain unique index
   * @return as it is stored
   * @throws IllegalArgumentException without a key, or if a column of it was not set
   */
  @SafeVarargs
  public static <R extends TableRecord<R>> R upsert(DSLContext db, R row, TableField<R, ?>... key) {
    List<Field<?>> conflict = new ArrayList<>();
    for (TableField<R, ?> column : key) {
      if (!row.touched(column)) {
        throw new IllegalArgumentException(
            "upsert(…) on " + column.getName() + " takes a row in which it was set");
      }
      conflict.add(column);
    }
    if (conflict.isEmpty()) {
      throw new IllegalArgumentException(
          "upsert(…) needs the key that rows conflict on: upsert(db, row, USERS.EMAIL)");
    }
    List<Field<?>> fields = Inserts.touched(List.of(row));
    List<Field<?>> overwritten = new ArrayList<>(fields);
    overwritten.removeAll(conflict);
    UniqueKey<R> primary = row.getTable().getPrimaryKey();
    if (primary != null) {
      overwritten.removeAll(primary.getFields());
    }
    Map<Field<?>, Field<?>> changes = new LinkedHashMap<>();
    for (Field<?> field : overwritten.isEmpty() ? conflict : overwritten) {
      changes.put(field, excluded(field));
    }
    return Inserts.of(db, List.of(row), fields)
        .onConflict(conflict)
        .doUpdate()
        .set(changes)
        .returning()
        .fetchSingle();
  }

  /**
   * Changes the rows that meet a condition.
   *
   * <pre>{@code
   * update users set name = ? where id = ? returning …
   * }</pre>
   *
   * @param <R> the table's record
   * @param db where to run it
   * @param changes the fields that were set, each to be the same in all rows
   * @param condition that the rows meet
   * @return as they are stored now; empty if there was none
   * @throws IllegalArgumentException if nothing was set, or if the condition is always true
   */
  public static <R extends TableRecord<R>> List<R> update(
      DSLContext db, R changes, Condition condition) {
    Table<R> table = changes.getTable();
    if (!changes.touched()) {
      throw new IllegalArgumentException(
          "update(…) of "
              + table.getName()
              + " sets nothing; set a field of the record, or ask changes.touched() first");
    }
    return db.update(table).set(changes).where(limiting(db, condition, table)).returning().fetch();
  }

  /**
   * Deletes the rows that meet a condition.
   *
   * <pre>{@code
   * delete from users where id = ? returning …
   * }</pre>
   *
   * @param <R> the table's record
   * @param db where to run it
   * @param table to delete from
   * @param condition that the rows meet
   * @return as they were; empty if there was none
   * @throws IllegalArgumentException if the condition is always true
   */
  public static <R extends Record> List<R> delete(
      DSLContext db, Table<R> table, Condition condition) {
    return db.deleteFrom(table).where(limiting(db, condition, table)).returning().fetch();
  }

  /** jOOQ cannot tell trueCondition() from and() of nothing, so neither is let through. */
  private static Condition limiting(DSLContext db, Condition condition, Table<?> table) {
    String sql = db.render(condition);
    if (sql.equalsIgnoreCase("true") || sql.equalsIgnoreCase("(true)") || sql.equals("()")) {
      throw new IllegalArgumentException(
          "The condition on "
              + table.getName()
              + " is always true: a noCondition(), an and() or a notIn() of nothing; give one that"
              + " some rows fail, or, if all rows are meant, say so with jOOQ as it is, as in"
              + " db.deleteFrom(TABLE).returning().fetch()");
    }
    return condition;
  }

  private static List<OrderField<?>> order(OrderField<?> by, OrderField<?>... thenBy) {
    List<OrderField<?>> order = new ArrayList<>();
    order.add(by);
    order.addAll(Arrays.asList(thenBy));
    return order;
  }
}
