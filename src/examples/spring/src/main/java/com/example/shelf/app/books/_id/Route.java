package com.example.shelf.app.books._id;

import static com.example.shelf.db.Tables.BOOKS;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static org.jooq.impl.DSL.select;

import com.example.shelf.Book;
import dev.trestle.query.Prepared1;
import java.util.Optional;
import org.jooq.DSLContext;

/** {@code /books/{id}} */
public final class Route {
  private static final Prepared1<Long, Book> BY_ID =
      prepare(
              Long.class,
              id ->
                  select(BOOKS.ID, BOOKS.TITLE, BOOKS.YEAR).from(BOOKS).where(BOOKS.ID.eq(id)))
          .as(mapping(Book::new));

  private Route() {}

  /** One book, or 404. */
  public static Optional<Book> GET(DSLContext db, long id) {
    return BY_ID.with(id).fetchOptional(db);
  }
}
