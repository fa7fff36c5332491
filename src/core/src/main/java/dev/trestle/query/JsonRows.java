package dev.trestle.query;

import dev.trestle.internal.query.JsonShapes;
import java.time.Duration;
import org.jooq.DSLContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the rows of prepared queries as JSON: byte for byte what a JSON mapper makes of {@link
 * BoundQuery#fetch}, usually without anything being made of the rows. Immutable, for all threads;
 * keep one for each mapper.
 *
 * <p>A row goes from the database's bytes into the answer where that cannot be told from the long
 * way: where the query is mapped by the constructor of a record, {@code mapping(User::new)}, which
 * has no code of its own, no annotation of Jackson's but names, and components of the types of the
 * columns. So do its relations. Anything else is mapped and then written by the mapper.
 *
 * <p>Within an application, a function that returns a {@link BoundQuery} is answered this way.
 */
public final class JsonRows {
  private final JsonShapes shapes;

  private JsonRows(JsonShapes shapes) {
    this.shapes = shapes;
  }

  /**
   * Rows as a mapper writes them.
   *
   * @param mapper decides on names and formats
   * @return keep it
   */
  public static JsonRows of(JsonMapper mapper) {
    return new JsonRows(new JsonShapes(mapper));
  }

  /**
   * All rows, as an array.
   *
   * @param db where to run the query
   * @param query with a mapping
   * @return in UTF-8
   * @throws IllegalArgumentException for a query without a mapping, whose rows have no names
   */
  public byte[] write(DSLContext db, BoundQuery<?> query) {
    return query.json(db, shapes);
  }

  /**
   * All rows, as an array in parts of some 256 KiB, to be sent one after the other. A query that
   * {@link BoundQuery#slice} could read is read in batches, each beyond the last row of the one
   * before:
   *
   * <pre>{@code
   * select … from posts order by created_at desc, id desc fetch next 1000 rows only
   * select … from posts where (created_at, id) < (?, ?) order by … fetch next 3000 rows only
   * }</pre>
   *
   * <p>Between two parts no connection is out. The first batch is of 1,000 rows; from then on no
   * more than about a part is in memory. A row that is there all the time comes exactly once,
   * whatever is inserted or deleted meanwhile; the batches do not see one moment. Any other query
   * is read at once, into one part.
   *
   * @param db where to run the query
   * @param query with a mapping
   * @return of at least one part
   * @throws IllegalArgumentException for a query without a mapping, whose rows have no names
   */
  public JsonParts parts(DSLContext db, BoundQuery<?> query) {
    return query.jsonParts(db, shapes);
  }

  /**
   * {@link #parts}, with a line for each row in place of an array (NDJSON): {@code
   * {"id":1}\n{"id":2}\n}. The first batch is of 250 rows. A query that is not {@linkplain
   * #isDirect direct} is read at once.
   *
   * @param db where to run the query
   * @param query with a mapping
   * @return of at least one part, which is empty where there are no rows
   */
  public JsonParts lines(DSLContext db, BoundQuery<?> query) {
    return query.jsonLines(db, shapes);
  }

  /**
   * All rows as they are at one moment, in parts. They are read through a cursor in a transaction
   * of their own, {@code repeatable read, read only}; its connection is out until the last part is
   * read, so a slow reader holds it. For what has to fit together and cannot be read by {@link
   * #parts}.
   *
   * <p>Of an application's pool, a quarter may be out for this at a time. At the deadline the
   * connection is closed, and who still reads fails. A query that is not {@linkplain #isDirect
   * direct} is read at once.
   *
   * @param db where to run the query; a transaction is not joined
   * @param query with a mapping
   * @param longest from now until the last part is read
   * @return of at least one part; close it
   * @throws dev.trestle.HttpError 503 if a quarter of the pool is out for others
   * @throws IllegalArgumentException for a query without a mapping, whose rows have no names, or a
   *     deadline that is not in the future
   */
  public JsonParts snapshot(DSLContext db, BoundQuery<?> query, Duration longest) {
    if (!longest.isPositive()) {
      throw new IllegalArgumentException("longest is " + longest + "; it must be more than zero");
    }
    return query.jsonSnapshot(db, shapes, longest);
  }

  /**
   * Whether rows are written without being mapped.
   *
   * @param db decides the dialect and the settings
   * @param query with a mapping
   * @return false if its mapping, its record or the mapper does something of its own
   * @throws IllegalArgumentException for a query without a mapping
   */
  public boolean isDirect(DSLContext db, BoundQuery<?> query) {
    return query.isDirect(db, shapes);
  }
}
