package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.Quoted;
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
    return text.isEmpty() ? this : put(name, Quoted.text(text));
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

  /**
   * Whether it has a member.
   *
   * @param name of the member
   * @return true too if it is {@code null}
   */
  public boolean has(String name) {
    return members.containsKey(name);
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

  /** The object, without white space. */
  @Override
  public String toString() {
    return members.entrySet().stream()
        .map(member -> Quoted.text(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
