package dev.trestle.internal.files;

import java.nio.file.Path;
import org.eclipse.jetty.http.MimeTypes;

/** The type of a file by its extension, out of Jetty's table. */
public final class FileTypes {
  private FileTypes() {}

  /** A text is taken for UTF-8, an unknown extension for bytes. */
  public static String of(Path file) {
    String type = MimeTypes.DEFAULTS.getMimeByExtension(file.getFileName().toString());
    if (type == null) {
      return "application/octet-stream";
    }
    return type.startsWith("text/") ? type + ";charset=utf-8" : type;
  }
}
