package dev.trestle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.CopyOption;
import java.nio.file.Path;

/**
 * A file that came with a form. It lies in memory if it is small, else in a temporary file that
 * only the server's user can read. That file is gone when the answer has been made, whatever the
 * answer is: {@link #moveTo} keeps it.
 */
public interface Upload {
  /**
   * The name as the client sent it: a path, a device, a control character, anything.
   *
   * @return to be shown or stored as a text, never to be used as a path; empty if the client chose
   *     no file
   */
  String name();

  /**
   * The last part of the name, made safe for a file: without separators, control characters, what a
   * file system reserves, and leading dots; at most 120 characters, the extension kept.
   *
   * @return never empty: {@code file} where nothing is left; not unique
   */
  String fileName();

  /**
   * What the client says it is; nobody has looked.
   *
   * @return {@code text/plain} if the client does not say
   */
  String contentType();

  /**
   * How long it is.
   *
   * @return in bytes
   */
  long size();

  /**
   * The content, from its beginning; may be asked for again.
   *
   * @return to be closed
   * @throws IOException if the disk fails
   * @throws IllegalStateException if the answer has been made
   */
  InputStream stream() throws IOException;

  /**
   * The whole content in memory.
   *
   * @param atMost so many bytes
   * @return do not change it
   * @throws HttpError 413 if it is longer
   * @throws IOException if the disk fails
   * @throws IllegalStateException if the answer has been made
   */
  byte[] bytes(int atMost) throws IOException;

  /**
   * Keeps the file, at a place of yours. On the same file system nothing is copied. The new file
   * can be read by the server's user only.
   *
   * @param target the file to be, in a directory that exists; make its name yourself, or of {@link
   *     #fileName} and something unique
   * @param options {@code REPLACE_EXISTING}, or nothing
   * @throws java.nio.file.FileAlreadyExistsException if there is one, and it is not to be replaced
   * @throws IOException if the disk fails
   * @throws IllegalStateException if it was moved before, or the answer has been made
   */
  void moveTo(Path target, CopyOption... options) throws IOException;
}
