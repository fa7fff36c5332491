package ${package}.app.api.books._id;

import static ${package}.db.Tables.BOOKS;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static org.jooq.impl.DSL.select;

import ${package}.app.api.books.Book;
import dev.trestle.query.Prepared1;
import java.util.Optional;
import org.jooq.DSLContext;

/** {@code /api/books/{id}} */
public final class Route {
  private static final Prepared1<Long, Book> BY_ID =
      prepare(
              Long.class,
              id -> select(BOOKS.ID, BOOKS.TITLE, BOOKS.YEAR).from(BOOKS).where(BOOKS.ID.eq(id)))
          .as(mapping(Book::new));

  private Route() {}

  /** One of them, or 404. */
  public static Optional<Book> GET(DSLContext db, long id) {
    return BY_ID.with(id).fetchOptional(db);
  }
}
