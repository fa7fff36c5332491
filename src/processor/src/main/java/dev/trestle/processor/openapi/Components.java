package dev.trestle.processor.openapi;

import dev.trestle.processor.openapi.Schemas.Direction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schemas that operations refer to, and those that these refer to. A type that is sent and
 * received has one if both are the same, else a second one with {@code Input} at its end.
 */
final class Components {
  private static final Pattern REFERENCE =
      Pattern.compile("\"" + Pattern.quote(Schemas.COMPONENT) + "((in|out):([^\"]+))\"");

  private final Map<String, String> schemas = new TreeMap<>();
  private final Map<String, String> names = new TreeMap<>();

  private Components() {}

  /** Those that a text refers to. */
  static Components of(String text, Schemas schemas, Records records) {
    Components components = new Components();
    Deque<String> open = new ArrayDeque<>();
    components.references(text, open);
    while (!open.isEmpty()) {
      String key = open.pop();
      Direction direction = key.startsWith(Direction.IN.prefix()) ? Direction.IN : Direction.OUT;
      String json =
          schemas
              .type(key.substring(direction.prefix().length()))
              .map(type -> records.component(type, direction))
              .orElseGet(JsonObject::new)
              .toString();
      components.schemas.put(key, json);
      components.references(json, open);
    }
    components.name();
    return components;
  }

  private void references(String json, Deque<String> open) {
    Matcher matcher = REFERENCE.matcher(json);
    while (matcher.find()) {
      if (schemas.putIfAbsent(matcher.group(1), "") == null) {
        open.push(matcher.group(1));
      }
    }
  }

  private void name() {
    Set<String> types = new TreeSet<>();
    schemas.keySet().forEach(key -> types.add(type(key)));
    Map<String, String> byType = ComponentNames.of(types);
    Set<String> different = different();
    for (String key : schemas.keySet()) {
      boolean second = key.startsWith(Direction.IN.prefix()) && different.contains(type(key));
      names.put(key, byType.get(type(key)) + (second ? "Input" : ""));
    }
  }

  /** The types whose two schemas are not the same, or refer to such. */
  private Set<String> different() {
    Set<String> different = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (String key : schemas.keySet()) {
        String type = type(key);
        String other = schemas.get(Direction.OUT.prefix() + type);
        if (key.startsWith(Direction.IN.prefix()) && other != null && !different.contains(type)) {
          String own = schemas.get(key);
          boolean equal = undirected(own).equals(undirected(other));
          boolean within =
              REFERENCE.matcher(own).results().anyMatch(r -> different.contains(r.group(3)));
          more |= (!equal || within) && different.add(type);
        }
      }
    }
    return different;
  }

  private static String undirected(String json) {
    return REFERENCE.matcher(json).replaceAll(r -> Matcher.quoteReplacement(r.group(3)));
  }

  private static String type(String key) {
    return key.substring(key.indexOf(':') + 1);
  }

  /** The text with references to the components' names. */
  String resolve(String json) {
    return REFERENCE
        .matcher(json)
        .replaceAll(
            r -> Matcher.quoteReplacement("\"" + Schemas.COMPONENT + names.get(r.group(1)) + "\""));
  }

  /** The schemas by their names. */
  Map<String, String> byName() {
    Map<String, String> byName = new TreeMap<>();
    schemas.forEach((key, json) -> byName.putIfAbsent(names.get(key), resolve(json)));
    return byName;
  }
}
