package dev.trestle.spi;

import dev.trestle.FormData;
import dev.trestle.Upload;
import java.util.List;
import java.util.Optional;

/** Reads the fields and files of a form, and reports all that are wrong together. */
public final class FormReader extends ValueReader {
  private final FormData form;

  /**
   * A reader of one form.
   *
   * @param form that was submitted
   */
  public FormReader(FormData form) {
    super("form", form::valueAll);
    this.form = form;
  }

  /**
   * {@inheritDoc} A browser sends an empty text for a control that was left empty, so for any type
   * but text that is none.
   */
  @Override
  public <T> Optional<T> optional(String name, Parser<T> parser) {
    boolean left = parser != Parser.STRING && form.value(name).filter(String::isEmpty).isPresent();
    return left ? Optional.empty() : super.optional(name, parser);
  }

  /**
   * A file that must be there.
   *
   * @param name of the control
   * @return the first that the user chose
   */
  public Upload upload(String name) {
    Optional<Upload> upload = optionalUpload(name);
    demand(upload.isPresent(), name, "is required");
    return upload.orElse(null); // Never seen: make() refuses first.
  }

  /**
   * A file that may be missing.
   *
   * @param name of the control
   * @return the first that the user chose, or empty
   */
  public Optional<Upload> optionalUpload(String name) {
    return uploads(name).stream().findFirst();
  }

  /**
   * Files of one name.
   *
   * @param name of the control
   * @return all that the user chose, in the order sent, unmodifiable
   */
  public List<Upload> uploads(String name) {
    return form.uploadAll(name).stream()
        .filter(upload -> !upload.name().isEmpty() || upload.size() > 0)
        .toList();
  }
}
