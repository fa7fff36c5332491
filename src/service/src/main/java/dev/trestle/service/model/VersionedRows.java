package dev.trestle.service.model;

import static dev.trestle.HttpError.notFound;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Statements.statement;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.select;

import dev.trestle.ETag;
import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.query.Crud;
import dev.trestle.query.Prepared1;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableRecord;
import org.jooq.impl.DSL;

/**
 * Rows that clients read with their version, the {@code ETag}, and change as they have seen them,
 * {@code If-Match}: optimistic locking. Whoever sends no {@code If-Match} changes what is there.
 *
 * <p>The version is PostgreSQL's {@code xmin}, the transaction that wrote the row. No column and no
 * trigger keeps it, and who writes past the service changes it too. Locking a row leaves it; a
 * restored backup and a logical replica have others, so a client reads again. It stands for that
 * row alone, so nothing else is answered under it.
 *
 * @param <R> the table's record
 * @param <T> a row as clients see it
 */
public final class VersionedRows<R extends TableRecord<R>, T> {
  private final TableField<R, UUID> key;
  private final Choice choice;
  private final String unknown;
  private final Prepared1<UUID, Versioned<T>> byId;
  private final Prepared1<UUID, String> lock;
  private final Prepared1<UUID, Void> delete;

  private record Versioned<T>(T value, String version) {}

  private VersionedRows(TableField<R, UUID> key, Field<T> row, Choice choice, String unknown) {
    this.key = key;
    this.choice = choice;
    this.unknown = unknown;
    Table<R> table = key.getTable();
    // Not ::text, which could be taken for a named parameter.
    Field<String> version = DSL.field("cast({0}.xmin as text)", String.class, table);
    this.byId =
        prepare(key, id -> select(row, version).from(table).where(key.eq(id)))
            .as(mapping(Versioned::new))
            .shared();
    this.lock =
        prepare(key, id -> select(version).from(table).where(key.eq(id)).forUpdate()).as(value());
    this.delete = statement(key, id -> deleteFrom(table).where(key.eq(id)));
  }

  /**
   * The rows of a table.
   *
   * <pre>{@code
   * select …, cast("users".xmin as text) from "users" where "users"."id" = ?
   * }</pre>
   *
   * <p>Who reads at the same time shares a round trip; who changes a row reads in his transaction.
   *
   * @param <R> the table's record
   * @param <T> a row as clients see it
   * @param key the primary key
   * @param row of columns of that table only
   * @param choice the fields that clients may ask for instead
   * @param unknown the error where there is no such row
   * @return keep it in a static field
   */
  public static <R extends TableRecord<R>, T> VersionedRows<R, T> of(
      TableField<R, UUID> key, Field<T> row, Choice choice, String unknown) {
    return new VersionedRows<>(key, row, choice, unknown);
  }

  /**
   * The answer to who asks for a row, or for some of it and of what belongs to it. That has no
   * {@code ETag}: what belongs to a row changes without it.
   *
   * @param db where to read it
   * @param id of the row
   * @param fields names of the choice, separated by commas; the whole row without
   * @return 200, of the whole row with its version as {@code ETag}
   * @throws HttpError 404 if it is not there, 400 for a field that is not in the choice
   */
  public Response read(DSLContext db, UUID id, Optional<String> fields) {
    return fields
        .map(names -> some(db, id, choice.of(names)))
        .orElseGet(() -> byId.with(id).fetchOptional(db).map(VersionedRows::answer))
        .orElseThrow(this::notThere);
  }

  private Optional<Response> some(DSLContext db, UUID id, List<Field<?>> fields) {
    return db.select(fields)
        .from(key.getTable())
        .where(key.eq(id))
        .fetchOptionalMap()
        .map(Response::json);
  }

  /**
   * Changes a row.
   *
   * @param tx a transaction, until whose end nobody else changes the row
   * @param request what the client has seen
   * @param id of the row
   * @param changes the fields that were set; none leaves it as it is
   * @return 200 with the row and its version now
   * @throws HttpError 404 if it is not there, 412 if the client has seen another version
   */
  public Response update(DSLContext tx, Request request, UUID id, R changes) {
    lock(tx, request, id);
    if (changes.touched()) {
      Crud.update(tx, changes, key.eq(id));
    }
    return answer(byId.with(id).fetchSingle(tx));
  }

  /**
   * Deletes a row.
   *
   * @param tx a transaction, until whose end nobody else changes the row
   * @param request what the client has seen
   * @param id of the row
   * @throws HttpError 404 if it is not there, 412 if the client has seen another version
   */
  public void delete(DSLContext tx, Request request, UUID id) {
    lock(tx, request, id);
    delete.with(id).execute(tx);
  }

  private void lock(DSLContext tx, Request request, UUID id) {
    String version = lock.with(id).fetchOptional(tx).orElseThrow(this::notThere);
    request.preconditions().check(ETag.of(version));
  }

  private static Response answer(Versioned<?> row) {
    return Response.json(row.value()).withETag(ETag.of(row.version()));
  }

  private HttpError notThere() {
    return notFound(unknown);
  }
}
