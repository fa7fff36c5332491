package dev.trestle.console.internal.data;

import dev.trestle.console.internal.data.Given.Mode;
import java.util.List;
import java.util.Optional;

/**
 * A column in a form.
 *
 * @param number from 0
 * @param column of the table
 * @param mode how it is given
 * @param modes how it may be given
 * @param text its value
 * @param editable whether somebody may change it here
 * @param why it is not editable, in words; empty if it is
 * @param stored what is stored instead, where that is another value than this
 * @param url of the row that it refers to
 */
public record Field(
    int number,
    Column column,
    Mode mode,
    List<Mode> modes,
    String text,
    boolean editable,
    String why,
    Optional<String> stored,
    Optional<String> url) {
  /** Copies the list. */
  public Field {
    modes = List.copyOf(modes);
  }

  /** Whether it may have several lines. */
  public boolean isLong() {
    return !column.isNumber() && !column.base().equals("uuid") && column.category() != 'D';
  }
}
