package dev.trestle.check;

import java.util.List;

/**
 * A type that values are made up for.
 *
 * @param name in {@code pg_type}
 * @param category as in {@code pg_type}: {@code N} for numbers, {@code S} for strings and so on
 * @param labels of an enum, else empty
 * @param fields how many a composite type has, else 0
 */
record FillType(String name, char category, List<String> labels, int fields) {}
