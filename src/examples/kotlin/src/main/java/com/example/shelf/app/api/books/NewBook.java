package com.example.shelf.app.api.books;

/**
 * What it takes to add a book. What requests are read into is a record; kapt cannot show those of
 * Kotlin to a processor.
 *
 * @param title no other book has
 * @param year of its first edition
 */
public record NewBook(String title, int year) {}
