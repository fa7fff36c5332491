package dev.trestle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One event of an {@link EventStream}. Immutable: the {@code with} methods give a new one.
 *
 * <pre>{@code
 * events.send(ServerEvent.json(post).withName("post").withId(post.id().toString()));
 * }</pre>
 */
public final class ServerEvent {
  private final Optional<Data> data;
  private final Optional<String> name;
  private final Optional<String> id;
  private final Optional<Duration> retry;

  private ServerEvent(
      Optional<Data> data, Optional<String> name, Optional<String> id, Optional<Duration> retry) {
    this.data = data;
    this.name = name;
    this.id = id;
    this.retry = retry;
  }

  /** Makes the text of an event's data. */
  private interface Data {
    String text(Function<Object, byte[]> json);
  }

  /**
   * An event with a value as JSON, written by the application's mapper when it is sent.
   *
   * @param value anything the mapper writes
   * @return the event
   */
  public static ServerEvent json(Object value) {
    Objects.requireNonNull(value, "value");
    return of(json -> new String(json.apply(value), StandardCharsets.UTF_8));
  }

  /**
   * An event with text.
   *
   * @param text of any number of lines; the client gets {@code \n} between them, whatever ends them
   *     here
   * @return the event
   */
  public static ServerEvent text(String text) {
    Objects.requireNonNull(text, "text");
    return of(json -> text);
  }

  private static ServerEvent of(Data data) {
    return new ServerEvent(Optional.of(data), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * No event, but how long the client is to wait before it connects again; best sent first.
   *
   * @param wait in milliseconds, not negative
   * @return to be sent
   */
  public static ServerEvent retry(Duration wait) {
    return new ServerEvent(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())
        .withRetry(wait);
  }

  /**
   * The same event with the name that a browser listens for.
   *
   * @param type one line; {@code message} unless set
   * @return a new event
   * @throws IllegalArgumentException if it holds a line break
   */
  public ServerEvent withName(String type) {
    return new ServerEvent(data, Optional.of(line("name", type)), id, retry);
  }

  /**
   * The same event with an id, which a client that lost the connection sends back: see {@link
   * EventStream#lastEventId}.
   *
   * @param eventId one line
   * @return a new event
   * @throws IllegalArgumentException if it holds a line break or NUL, which makes a browser ignore
   *     it
   */
  public ServerEvent withId(String eventId) {
    return new ServerEvent(data, name, Optional.of(line("id", eventId)), retry);
  }

  /**
   * The same event, with how long the client is to wait before it connects again.
   *
   * @param wait in milliseconds, not negative
   * @return a new event
   */
  public ServerEvent withRetry(Duration wait) {
    if (wait.isNegative()) {
      throw new IllegalArgumentException("retry is " + wait + "; it must not be negative");
    }
    return new ServerEvent(data, name, id, Optional.of(wait));
  }

  private static String line(String what, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n' || c == '\r' || c == 0) {
        throw new IllegalArgumentException(
            "The " + what + " of an event holds a control character at index " + i);
      }
    }
    return value;
  }

  /**
   * The event as it is sent.
   *
   * @param json writes a value, in UTF-8
   * @return lines that end in an empty one
   */
  public String encode(Function<Object, byte[]> json) {
    StringBuilder lines = new StringBuilder();
    retry.ifPresent(wait -> lines.append("retry: ").append(wait.toMillis()).append('\n'));
    id.ifPresent(text -> lines.append("id: ").append(text).append('\n'));
    name.ifPresent(text -> lines.append("event: ").append(text).append('\n'));
    data.ifPresent(made -> {
      for (String line : made.text(json).split("\r\n|\r|\n", -1)) {
        lines.append("data: ").append(line).append('\n');
      }
    });
    return lines.append('\n').toString();
  }
}
