package dev.trestle.processor.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the types of an API are called: by their simple names, with those of the types around them,
 * but for {@code Route}; two that would be called alike, with their packages before.
 */
final class ComponentNames {
  private ComponentNames() {}

  /** A name for each key of {@link Schemas}, without its direction. */
  static Map<String, String> of(Collection<String> keys) {
    Map<String, String> names = new TreeMap<>();
    Map<String, Integer> depths = new HashMap<>();
    keys.forEach(key -> depths.put(key, 0));
    Set<String> clashing = new HashSet<>(keys);
    for (int round = 0; !clashing.isEmpty() && round < 30; round++) {
      for (String key : clashing) {
        names.put(key, name(key, depths.merge(key, 1, Integer::sum) - 1));
      }
      Map<String, List<String>> byName =
          names.keySet().stream()
              .sorted(Comparator.naturalOrder())
              .collect(Collectors.groupingBy(names::get));
      clashing = new HashSet<>();
      for (Map.Entry<String, List<String>> same : byName.entrySet()) {
        if (same.getValue().size() > 1 || ErrorAnswers.SCHEMAS.contains(same.getKey())) {
          clashing.addAll(same.getValue());
        }
      }
    }
    return names;
  }

  private static String name(String key, int packages) {
    int open = key.indexOf('<');
    String arguments =
        open < 0
            ? ""
            : TypeArguments.split(key.substring(open + 1, key.length() - 1)).stream()
                .map(argument -> name(argument, 0))
                .collect(Collectors.joining());
    List<String> parts = new ArrayList<>();
    List<String> before = new ArrayList<>();
    for (String part : (open < 0 ? key : key.substring(0, open)).split("\\.")) {
      boolean type = Character.isUpperCase(part.charAt(0));
      if (!part.equals("Route")) {
        (type ? parts : before).add(type ? part : capital(part));
      }
    }
    int from = Math.max(0, before.size() - packages);
    return String.join("", before.subList(from, before.size()))
        + String.join("", parts)
        + arguments;
  }

  private static String capital(String part) {
    StringBuilder name = new StringBuilder();
    for (String word : part.split("_+")) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name.toString().replaceAll("[^A-Za-z0-9._-]", "");
  }
}
