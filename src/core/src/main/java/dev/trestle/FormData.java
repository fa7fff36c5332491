package dev.trestle;

import java.util.List;
import java.util.Optional;

/**
 * A submitted form as it came: every field and file, in the order sent, also those of the same
 * name. A function that has a record for them takes that instead, see {@link Form}.
 */
public interface FormData {
  /** One entry of a form: a text or a file. */
  sealed interface Entry permits Field, File {
    /**
     * The name of the form's control.
     *
     * @return maybe that of others too
     */
    String name();
  }

  /**
   * A text.
   *
   * @param name of the control
   * @param value maybe empty
   */
  record Field(String name, String value) implements Entry {}

  /**
   * A file.
   *
   * @param name of the control
   * @param upload an empty one without a name if the user chose none
   */
  record File(String name, Upload upload) implements Entry {}

  /**
   * Everything.
   *
   * @return in the order sent, unmodifiable
   */
  List<Entry> entries();

  /**
   * The first text of a name.
   *
   * @param name of the control
   * @return empty if there is none; a file is none
   */
  default Optional<String> value(String name) {
    return valueAll(name).stream().findFirst();
  }

  /**
   * All texts of a name.
   *
   * @param name of the control
   * @return in the order sent, unmodifiable
   */
  default List<String> valueAll(String name) {
    return entries().stream()
        .filter(entry -> entry instanceof Field && entry.name().equals(name))
        .map(entry -> ((Field) entry).value())
        .toList();
  }

  /**
   * The first file of a name.
   *
   * @param name of the control
   * @return empty if there is none; a text is none
   */
  default Optional<Upload> upload(String name) {
    return uploadAll(name).stream().findFirst();
  }

  /**
   * All files of a name.
   *
   * @param name of the control
   * @return in the order sent, unmodifiable
   */
  default List<Upload> uploadAll(String name) {
    return entries().stream()
        .filter(entry -> entry instanceof File && entry.name().equals(name))
        .map(entry -> ((File) entry).upload())
        .toList();
  }
}
