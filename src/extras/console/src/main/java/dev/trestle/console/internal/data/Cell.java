package dev.trestle.console.internal.data;

import java.util.Optional;

/**
 * A value in a list.
 *
 * @param text as PostgreSQL writes it; empty for null
 * @param cut whether there is more of it
 * @param url of the row that it refers to
 * @param number whether it is a figure
 */
public record Cell(Optional<String> text, boolean cut, Optional<String> url, boolean number) {}
