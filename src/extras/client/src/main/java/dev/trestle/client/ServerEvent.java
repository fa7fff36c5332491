package dev.trestle.client;

import java.util.Optional;
import java.util.function.Function;

/**
 * One event of a stream.
 *
 * @param <T> what its data is as JSON
 */
public final class ServerEvent<T> {
  private final String name;
  private final Optional<String> id;
  private final String text;
  private final Function<String, T> reader;

  ServerEvent(String name, Optional<String> id, String text, Function<String, T> reader) {
    this.name = name;
    this.id = id;
    this.text = text;
    this.reader = reader;
  }

  /**
   * Its type.
   *
   * @return {@code message} unless the service says another
   */
  public String name() {
    return name;
  }

  /**
   * The last id that came, to go on from there: {@code client.withHeader("Last-Event-ID", id)}.
   *
   * @return empty before the first
   */
  public Optional<String> id() {
    return id;
  }

  /**
   * The data as it came.
   *
   * @return with line feeds between lines
   */
  public String text() {
    return text;
  }

  /**
   * The data, read as JSON.
   *
   * @return the value
   * @throws ClientException if this event's data is something else
   */
  public T value() {
    return reader.apply(text);
  }

  @Override
  public String toString() {
    return "ServerEvent[" + name + ", " + text + "]";
  }
}
