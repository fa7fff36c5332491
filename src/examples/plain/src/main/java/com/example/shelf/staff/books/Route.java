package com.example.shelf.staff.books;

import static com.example.shelf.db.Tables.BOOKS;

import com.example.shelf.Book;
import com.example.shelf.db.tables.records.BooksRecord;
import dev.trestle.Response;
import dev.trestle.query.Crud;
import org.jooq.DSLContext;

/** {@code /books} */
public final class Route {
  private Route() {}

  record NewBook(String title, int year) {}

  /** Adds one; a title that is there already is 409. */
  public static Response POST(DSLContext db, NewBook book) {
    BooksRecord row =
        Crud.create(db, new BooksRecord().setTitle(book.title()).setYear(book.year()));
    return Response.json(201, new Book(row.getId(), row.getTitle(), row.getYear()));
  }
}
