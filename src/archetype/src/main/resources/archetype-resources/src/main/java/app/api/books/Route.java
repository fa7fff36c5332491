package ${package}.app.api.books;

import static ${package}.db.Tables.BOOKS;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;

import dev.trestle.Check;
import dev.trestle.Response;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared2;
import org.jooq.DSLContext;

/** {@code /api/books} */
public final class Route {
  private static final Prepared0<Book> ALL =
      prepare(() -> select(BOOKS.ID, BOOKS.TITLE, BOOKS.YEAR).from(BOOKS).orderBy(BOOKS.ID))
          .as(mapping(Book::new));

  private static final Prepared2<String, Integer, Book> CREATE =
      prepare(
              BOOKS.TITLE,
              BOOKS.YEAR,
              (title, year) ->
                  insertInto(BOOKS)
                      .set(BOOKS.TITLE, title)
                      .set(BOOKS.YEAR, year)
                      .returningResult(BOOKS.ID, BOOKS.TITLE, BOOKS.YEAR))
          .as(mapping(Book::new));

  private Route() {}

  /** All of them, in the order in which they were added. */
  public static BoundQuery<Book> GET() {
    return ALL.with();
  }

  record NewBook(String title, int year) {
    NewBook {
      Check.that(title != null && !title.isBlank(), "title", "must not be blank").orThrow();
    }
  }

  /** Adds one; a title that is there already is 409. */
  public static Response POST(DSLContext db, NewBook body) {
    Book book = CREATE.with(body.title(), body.year()).fetchSingle(db);
    return Response.json(201, book).withHeader("Location", "/api/books/" + book.id());
  }
}
