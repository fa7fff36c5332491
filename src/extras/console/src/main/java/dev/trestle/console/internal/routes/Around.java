package dev.trestle.console.internal.routes;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Which middleware runs around a route: the classes of that name from its package up to the root.
 */
final class Around {
  private Around() {}

  static List<String> of(String source, ClassLoader loader) {
    List<String> found = new ArrayList<>();
    String at = parent(source);
    while (!at.isEmpty()) {
      if (isThere(at + ".Middleware", loader)) {
        found.addFirst(at + ".Middleware");
      }
      if (isThere(at + ".Routes", loader)) {
        return List.copyOf(found);
      }
      at = parent(at);
    }
    return List.of(); // It is in no table that was generated.
  }

  private static String parent(String name) {
    int end = name.lastIndexOf('.');
    return end < 0 ? "" : name.substring(0, end);
  }

  private static boolean isThere(String className, ClassLoader loader) {
    // As a stream: what is compiled in memory has no address.
    try (InputStream in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
      return in != null;
    } catch (IOException e) {
      return false;
    }
  }
}
