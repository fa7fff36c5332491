package dev.trestle.bench;

import dev.trestle.StartException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command says, as {@code name=value}; an empty value is as good as none. */
public final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Arguments() {}

  /** Reads the words, of these names only. */
  public static Arguments parse(String[] words, String... names) {
    Arguments arguments = new Arguments();
    for (String word : words) {
      String[] pair = word.split("=", 2);
      if (pair.length < 2 || !List.of(names).contains(pair[0])) {
        throw new StartException(
            "'" + word + "' is not understood; write " + String.join("=… ", names) + "=….");
      }
      if (!pair[1].isBlank()) {
        arguments.values.put(pair[0], pair[1].strip());
      }
    }
    return arguments;
  }

  /** A word. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A number from 1. */
  public int number(String name, int otherwise) {
    return number(name, values.getOrDefault(name, String.valueOf(otherwise)));
  }

  private static int number(String name, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new StartException(name + " is '" + text + "'; set it to a number from 1.");
  }

  /** Numbers from 1, separated by commas; none of them unless given. */
  public List<Integer> numbers(String name) {
    return words(name).stream().map(word -> number(name, word)).distinct().toList();
  }

  /** Words, separated by commas; none of them unless given. */
  public List<String> words(String name) {
    return get(name).stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  /** Some of these, separated by commas, whatever their case; all of them unless given. */
  public <E extends Enum<E>> List<E> some(String name, Class<E> all) {
    List<E> constants = List.of(all.getEnumConstants());
    return get(name)
        .map(text -> Stream.of(text.split(",")).map(word -> one(name, word, constants)).toList())
        .orElse(constants);
  }

  private static <E extends Enum<E>> E one(String name, String word, List<E> constants) {
    return constants.stream()
        .filter(constant -> plain(constant.name()).equals(plain(word)))
        .findFirst()
        .orElseThrow(
            () -> new StartException("'" + word + "' is none of " + name + ": " + constants + "."));
  }

  /** JOOQ_MULTISET, as constants are written, is JooqMultiset in tables. */
  private static String plain(String name) {
    return name.replace("_", "").strip().toLowerCase(Locale.ROOT);
  }

  /** The words after the command that they were given with, but for folders of this machine. */
  public String after(String command) {
    return values.entrySet().stream()
        .filter(value -> !value.getValue().contains("/"))
        .map(value -> " " + value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining("", command, ""));
  }
}
