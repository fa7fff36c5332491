package com.example.shelf;

/**
 * As clients see it.
 *
 * @param id given by the database
 * @param title no other book has
 * @param year of its first edition
 */
public record Book(long id, String title, int year) {}
