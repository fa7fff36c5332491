package com.example.shelf.app.api.books

/** As clients see it. */
data class Book(val id: Long, val title: String, val year: Int)
