package dev.trestle.dev.loop;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was compiled. Immutable.
 *
 * @param classes by their binary names
 * @param resources that processors wrote, by their paths
 */
record Classes(Map<String, Output> classes, Map<String, byte[]> resources) {
  static final Classes NONE = new Classes(Map.of(), Map.of());

  /**
   * A class.
   *
   * @param source that it was compiled from
   */
  record Output(byte[] bytes, URI source) {}

  Classes {
    classes = Map.copyOf(classes);
    resources = Map.copyOf(resources);
  }

  /**
   * The same with what some sources give now instead of what they gave before.
   *
   * @param sources that were compiled again
   */
  Classes with(Classes compiled, List<URI> sources) {
    Map<String, Output> merged = new HashMap<>(classes);
    merged.values().removeIf(output -> sources.contains(output.source()));
    merged.putAll(compiled.classes);
    Map<String, byte[]> others = new HashMap<>(resources);
    others.putAll(compiled.resources);
    return new Classes(merged, others);
  }

  /** Those of both; nothing is in both. */
  Classes and(Classes more) {
    return with(more, List.of());
  }

  /** The names of the classes by package. */
  Map<String, List<String>> packages() {
    Map<String, List<String>> packages = new HashMap<>();
    for (String name : classes.keySet()) {
      String of = name.substring(0, Math.max(0, name.lastIndexOf('.')));
      packages.computeIfAbsent(of, it -> new ArrayList<>()).add(name);
    }
    return packages;
  }
}
