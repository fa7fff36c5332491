package dev.trestle.console.internal.data;

/**
 * A table or view in the list of all.
 *
 * @param name of it
 * @param kind as people say it
 * @param rows about how many there are; negative if nobody knows
 * @param comment empty if there is none
 */
public record ListedTable(TableName name, String kind, long rows, String comment) {}
