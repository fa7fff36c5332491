package dev.trestle.internal.setting;

import dev.trestle.StartException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Variables of an environment. One that is empty, or blank, counts as unset.
 *
 * @param all by their names
 */
public record Variables(Map<String, String> all) {

  /** What one says, without white space around. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(all.get(name)).map(String::strip).filter(it -> !it.isEmpty());
  }

  /**
   * A number.
   *
   * @return empty if it is unset
   * @throws StartException if it is none, or out of its range
   */
  public OptionalInt number(String name, Range range) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(text.get());
      if (range.has(value)) {
        return OptionalInt.of(value);
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new StartException(name + " is '" + text.get() + "'; set it to " + range + ".");
  }

  /**
   * One of several words.
   *
   * @return the first of them if it is unset
   * @throws StartException if it is another
   */
  public String word(String name, String... words) {
    String word = text(name).orElse(words[0]);
    if (List.of(words).contains(word)) {
      return word;
    }
    throw new StartException(
        name + " is '" + word + "'; set it to " + String.join(" or ", words) + ".");
  }
}
