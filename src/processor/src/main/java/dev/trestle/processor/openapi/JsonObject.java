package dev.trestle.processor.openapi;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An object of JSON being written; its values are JSON already. */
public final class JsonObject {
  private final Map<String, String> members = new LinkedHashMap<>();

  /** An empty one. */
  public JsonObject() {}

  /**
   * Sets a member, in place of one of that name.
   *
   * @param name of the member
   * @param json its value
   * @return this
   */
  public JsonObject put(String name, Object json) {
    members.put(name, String.valueOf(json));
    return this;
  }

  /**
   * Sets a member to a text.
   *
   * @param name of the member
   * @param text without quotes; an empty one sets nothing
   * @return this
   */
  public JsonObject text(String name, String text) {
    return text.isEmpty() ? this : put(name, text(text));
  }

  /**
   * Sets all members of another.
   *
   * @param other is left as it is
   * @return this
   */
  public JsonObject putAll(JsonObject other) {
    members.putAll(other.members);
    return this;
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /**
   * Whether it has no member.
   *
   * @return true for {@code {}}
   */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /**
   * An array.
   *
   * @param json its elements
   * @return JSON
   */
  public static String array(Collection<?> json) {
    return json.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }

  /**
   * A text as JSON writes it.
   *
   * @param text without quotes
   * @return with quotes
   */
  public static String text(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // Lone surrogates too: the file is UTF-8.
          if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** The object, without white space. */
  @Override
  public String toString() {
    return members.entrySet().stream()
        .map(member -> text(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
