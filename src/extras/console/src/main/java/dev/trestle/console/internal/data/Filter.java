package dev.trestle.console.internal.data;

/**
 * What rows must be like to be shown.
 *
 * @param column of the table
 * @param operator that compares it
 * @param value to compare it with; not asked for by those that compare with null
 */
public record Filter(String column, Operator operator, String value) {}
