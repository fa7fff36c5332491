package dev.trestle.console.internal.data;

import dev.trestle.FormData;
import dev.trestle.HttpError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody gave for a column.
 *
 * @param column of the table
 * @param mode whether it is a value at all
 * @param text the value; empty where it is none
 */
public record Given(String column, Mode mode, String text) {
  /** How a column is given. */
  public enum Mode {
    /** As a text, which may be empty. */
    VALUE,
    /** As null. */
    NULL,
    /** Not at all. */
    DEFAULT;

    /** As it is in a form. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Mode of(String code) {
      for (Mode mode : values()) {
        if (mode.code().equals(code)) {
          return mode;
        }
      }
      throw HttpError.badRequest("'" + code + "' is no way to give a value.");
    }
  }

  /**
   * What a form says, which sends three fields for each column.
   *
   * @throws HttpError 400 if it does not
   */
  public static List<Given> of(FormData form) {
    List<String> columns = form.valueAll("column");
    List<String> modes = form.valueAll("mode");
    List<String> texts = form.valueAll("text");
    if (columns.size() != modes.size() || columns.size() != texts.size()) {
      throw HttpError.badRequest("The form is not whole: load the page again.");
    }
    List<Given> given = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      given.add(new Given(columns.get(i), Mode.of(modes.get(i)), texts.get(i)));
    }
    return given;
  }

  /** Whether it says two things at once. */
  boolean isContradiction() {
    return mode != Mode.VALUE && !text.isEmpty();
  }

  /**
   * The value to be stored. Browsers send each line break as two characters, whatever it was: so
   * they are brought back to what is stored, and are one character in what is new.
   *
   * @param stored that the form began with
   */
  Optional<String> value(Optional<String> stored) {
    if (mode != Mode.VALUE) {
      return Optional.empty();
    }
    String plain = plain(text);
    if (stored.isPresent() && plain(stored.get()).equals(plain)) {
      return stored;
    }
    boolean pairs = stored.filter(it -> it.contains("\r\n")).isPresent();
    return Optional.of(pairs ? plain.replace("\n", "\r\n") : plain);
  }

  private static String plain(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }
}
