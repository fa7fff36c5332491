package dev.trestle.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/** Server-sent events, each read when it is asked for. */
final class Events<T> implements Iterator<ServerEvent<T>> {
  /** In characters; a service that never ends an event must not fill the memory. */
  private static final int LONGEST = 16 << 20;

  private final Answer answer;
  private final JavaType type;
  private final BufferedReader in;
  private Optional<ServerEvent<T>> next = Optional.empty();
  private Optional<String> id = Optional.empty();
  private String name = "";
  private boolean afterReturn;
  private final StringBuilder data = new StringBuilder();

  private Events(Answer answer, JavaType type) {
    this.answer = answer;
    this.type = type;
    this.in =
        new BufferedReader(new InputStreamReader(answer.response().body(), StandardCharsets.UTF_8));
  }

  static <T> Stream<ServerEvent<T>> of(Answer answer, JavaType type) {
    if (!answer.type().equals("text/event-stream")) {
      answer.close();
      throw answer.unexpected(
          "with " + answer.type() + " where events were expected; is the address right?", null);
    }
    return Elements.stream(new Events<T>(answer, type), answer);
  }

  @Override
  public boolean hasNext() {
    try {
      while (next.isEmpty()) {
        Optional<String> line = line();
        if (line.isEmpty()) {
          return false;
        }
        take(line.get());
      }
      return true;
    } catch (IOException e) {
      answer.close();
      throw answer.failed(e);
    }
  }

  @Override
  public ServerEvent<T> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The stream of events is over");
    }
    ServerEvent<T> event = next.orElseThrow();
    next = Optional.empty();
    return event;
  }

  private Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      boolean secondHalf = c == '\n' && afterReturn;
      afterReturn = c == '\r';
      if (secondHalf) {
        continue;
      }
      if (c == '\n' || c == '\r') {
        return Optional.of(line.toString());
      }
      if (line.length() + data.length() >= LONGEST) {
        throw new IOException("an event is longer than " + LONGEST + " characters");
      }
      line.append((char) c);
    }
    return Optional.empty(); // An event that was not ended did not come.
  }

  private void take(String line) {
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
    switch (field) {
      case "" -> {
        if (line.isEmpty()) {
          end();
        }
      }
      case "event" -> name = value;
      case "data" -> data.append(value).append('\n');
      case "id" -> id = value.indexOf('\0') < 0 ? Optional.of(value) : id;
      default -> {
        // Among them "retry": nothing connects again by itself.
      }
    }
  }

  private void end() {
    if (!data.isEmpty()) {
      data.setLength(data.length() - 1);
      next =
          Optional.of(
              new ServerEvent<>(
                  name.isEmpty() ? "message" : name, id, data.toString(), this::read));
    }
    data.setLength(0);
    name = "";
  }

  private T read(String text) {
    try {
      return answer.settings().json().readValue(text, type);
    } catch (JacksonException e) {
      throw answer.unexpected("with an event that is no " + type.getTypeName(), e);
    }
  }
}
