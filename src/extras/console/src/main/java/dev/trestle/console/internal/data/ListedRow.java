package dev.trestle.console.internal.data;

import java.util.List;
import java.util.Optional;

/**
 * A row in a list.
 *
 * @param cells in the order of the columns
 * @param url of its own page; empty where it cannot be told from others
 */
public record ListedRow(List<Cell> cells, Optional<String> url) {}
