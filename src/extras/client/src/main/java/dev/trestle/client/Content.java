package dev.trestle.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A body for a function that reads it by itself. Immutable. */
public final class Content {
  private static final Content NONE = of("", BodyPublishers::noBody);

  /** Opens what is sent, at the time of the request. */
  interface Source {
    BodyPublisher open() throws FileNotFoundException;
  }

  private final String type;
  private final Source source;

  private Content(String type, Source source) {
    this.type = type;
    this.source = source;
  }

  static Content of(String type, Source source) {
    return new Content(type, source);
  }

  /**
   * No body.
   *
   * @return of no type
   */
  public static Content none() {
    return NONE;
  }

  /**
   * Text in UTF-8.
   *
   * @param type as in {@code Content-Type}
   * @param text the body
   * @return to be sent
   */
  public static Content text(String type, String text) {
    return bytes(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Bytes.
   *
   * @param type as in {@code Content-Type}
   * @param bytes the body, not to be changed any more
   * @return to be sent
   */
  public static Content bytes(String type, byte[] bytes) {
    return of(type, () -> BodyPublishers.ofByteArray(bytes));
  }

  /**
   * A file, read while it is sent.
   *
   * @param type as in {@code Content-Type}
   * @param file of this machine
   * @return to be sent
   */
  public static Content file(String type, Path file) {
    return of(type, () -> BodyPublishers.ofFile(file));
  }

  String type() {
    return type;
  }

  BodyPublisher open() throws FileNotFoundException {
    return source.open();
  }
}
