package dev.trestle.processor.client;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of interfaces: {@code /api/users/{id}/posts} is {@code ApiUsersIdPostsClient}. */
final class InterfaceName {
  static final String SUFFIX = "Client";

  private InterfaceName() {}

  /** By the full name of the class; where two URLs read the same, the later one is numbered. */
  static Map<String, String> of(List<ClientRoute> routes) {
    Map<String, String> names = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (ClientRoute route : routes) {
      String plain = plain(route.template());
      String name = plain;
      for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
        name = plain + i;
      }
      names.put(route.element().getQualifiedName().toString(), name + SUFFIX);
    }
    return names;
  }

  private static String plain(String template) {
    String words =
        Arrays.stream(template.split("[^\\p{L}\\p{Nd}]+"))
            .map(InterfaceName::capital)
            .collect(Collectors.joining());
    if (words.isEmpty()) {
      return "Root";
    }
    return Character.isJavaIdentifierStart(words.charAt(0)) ? words : "_" + words;
  }

  static String capital(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
