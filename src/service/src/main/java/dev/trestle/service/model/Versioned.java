package dev.trestle.service.model;

import dev.trestle.ETag;
import dev.trestle.Response;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * What is stored, and which state of it that is.
 *
 * @param <T> what is stored
 * @param value as clients see it
 * @param version that it is selected with
 */
public record Versioned<T>(T value, String version) {
  /**
   * The version of a row: PostgreSQL's {@code xmin}, the transaction that wrote it. No column and
   * no trigger keeps it, and who writes past the service changes it too. Locking a row leaves it; a
   * restored backup and a logical replica have others, so a client reads again.
   *
   * <pre>{@code
   * cast("public"."users".xmin as text)
   * }</pre>
   *
   * @param table of the row
   * @return for a select
   */
  public static Field<String> version(Table<?> table) {
    // Not ::text, which could be taken for a named parameter.
    return DSL.field("cast({0}.xmin as text)", String.class, table);
  }

  /**
   * The answer to who asks for it.
   *
   * @return 200 with the version as {@code ETag}
   */
  public Response answer() {
    return Response.json(value).withETag(ETag.of(version));
  }
}
