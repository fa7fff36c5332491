package com.example.shelf.app.api.books._id

import com.example.shelf.app.api.books.Book
import com.example.shelf.db.Tables.BOOKS
import dev.trestle.query.Mapping.mapping
import dev.trestle.query.Queries.prepare
import java.util.Optional
import org.jooq.DSLContext
import org.jooq.impl.DSL.select

/** `/api/books/{id}` */
object Route {
  private val BY_ID =
      prepare(Long::class.javaObjectType) { id ->
        select(BOOKS.ID, BOOKS.TITLE, BOOKS.YEAR).from(BOOKS).where(BOOKS.ID.eq(id))
      }.`as`(mapping(::Book))

  @JvmStatic fun GET(db: DSLContext, id: Long): Optional<Book> = BY_ID.with(id).fetchOptional(db)
}
