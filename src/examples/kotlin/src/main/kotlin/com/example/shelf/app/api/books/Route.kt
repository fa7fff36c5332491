package com.example.shelf.app.api.books

import com.example.shelf.db.Tables.BOOKS
import com.example.shelf.db.tables.records.BooksRecord
import dev.trestle.Response
import dev.trestle.query.BoundQuery
import dev.trestle.query.Crud.create
import dev.trestle.query.Mapping.mapping
import dev.trestle.query.Queries.prepare
import org.jooq.DSLContext
import org.jooq.impl.DSL.select

/** `/api/books` */
object Route {
  private val ALL = 
      prepare { select(BOOKS.ID, BOOKS.TITLE, BOOKS.YEAR).from(BOOKS).orderBy(BOOKS.ID) }.`as`(mapping(::Book))

  @JvmStatic fun GET(): BoundQuery<Book> = ALL.with()

  @JvmStatic
  fun POST(db: DSLContext, book: NewBook): Response {
    val row = create(db, BooksRecord().also { it.title = book.title; it.year = book.year })
    return Response.json(201, Book(row.id, row.title, row.year)).withHeader("Location", "/api/books/${row.id}")
  }
}
