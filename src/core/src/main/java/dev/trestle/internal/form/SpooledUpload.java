package dev.trestle.internal.form;

import dev.trestle.HttpError;
import dev.trestle.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.CopyOption;
import java.nio.file.Path;

/**
 * A file of a form that was read to its end.
 *
 * @param name as sent
 * @param contentType as sent, or what counts if nothing was
 * @param content of the file
 */
record SpooledUpload(String name, String contentType, Content content) implements Upload {
  @Override
  public String fileName() {
    return SafeName.of(name);
  }

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public InputStream stream() throws IOException {
    return content.open();
  }

  @Override
  public byte[] bytes(int atMost) throws IOException {
    if (size() > atMost) {
      throw HttpError.of(413, "The file " + fileName() + " is larger than " + atMost + " bytes");
    }
    try (InputStream in = stream()) {
      return in.readAllBytes();
    }
  }

  @Override
  public void moveTo(Path target, CopyOption... options) throws IOException {
    content.moveTo(target, options);
  }

  @Override
  public String toString() {
    return fileName() + " (" + size() + " bytes)";
  }
}
