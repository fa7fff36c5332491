package dev.trestle.client;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/** A file to be sent in a form. Immutable; may be sent any number of times. */
public final class Upload {
  /** Opens what is sent, at the time of the request. */
  private interface Source {
    BodyPublisher open() throws FileNotFoundException;
  }

  private final String name;
  private final String type;
  private final Source source;

  private Upload(String name, String type, Source source) {
    this.name = Objects.requireNonNull(name, "name");
    this.type = type;
    this.source = source;
  }

  /**
   * A file of this machine, read while it is sent.
   *
   * @param file its name goes along, its folder does not
   * @return of no type that is told
   */
  public static Upload of(Path file) {
    return new Upload(
        Objects.requireNonNull(file.getFileName(), "file").toString(),
        "application/octet-stream",
        () -> BodyPublishers.ofFile(file));
  }

  /**
   * Bytes.
   *
   * @param name as of a file
   * @param bytes not to be changed any more
   * @return of no type that is told
   */
  public static Upload of(String name, byte[] bytes) {
    return new Upload(name, "application/octet-stream", () -> BodyPublishers.ofByteArray(bytes));
  }

  /**
   * What is read while it is sent, of any length.
   *
   * @param name as of a file
   * @param stream opened for each request, and closed after it
   * @return of no type that is told
   */
  public static Upload of(String name, Supplier<? extends InputStream> stream) {
    return new Upload(name, "application/octet-stream", () -> BodyPublishers.ofInputStream(stream));
  }

  /**
   * Of a type.
   *
   * @param mediaType as in {@code Content-Type}
   * @return a new upload
   */
  public Upload withType(String mediaType) {
    return new Upload(name, mediaType, source);
  }

  String name() {
    return name;
  }

  String type() {
    return type;
  }

  BodyPublisher open() throws FileNotFoundException {
    return source.open();
  }

  @Override
  public String toString() {
    return "Upload[" + name + "]";
  }
}
