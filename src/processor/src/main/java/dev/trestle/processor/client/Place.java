package dev.trestle.processor.client;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a type is in the client.
 *
 * @param path its simple name, after those of the types around it
 */
record Place(List<String> path) {
  static Place top(String name) {
    return new Place(List.of(name));
  }

  Place with(String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return new Place(List.copyOf(longer));
  }

  String top() {
    return path.getFirst();
  }

  String simple() {
    return path.getLast();
  }

  boolean isTop() {
    return path.size() == 1;
  }
}
