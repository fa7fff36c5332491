package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.type.TypeMirror;

/**
 * The values that middleware and the application provide, at one point of a request: by type, as
 * expressions. Immutable.
 *
 * @param expressions by the full name of their type
 * @param later where values come from that are not there yet, by the full name of their type
 * @param variables the names taken so far
 */
record Scope(Map<String, String> expressions, Map<String, String> later, Set<String> variables) {
  static final Scope EMPTY = new Scope(Map.of(), Map.of(), Set.of("call"));

  Optional<String> find(TypeMirror type) {
    return Optional.ofNullable(expressions.get(JavaTypes.name(type)));
  }

  Optional<String> later(TypeMirror type) {
    return Optional.ofNullable(later.get(JavaTypes.name(type)));
  }

  /** With a value; one of the same type from further out is hidden. */
  Scope with(String type, String expression) {
    Map<String, String> more = new HashMap<>(expressions);
    more.put(type, expression);
    Set<String> taken = new HashSet<>(variables);
    taken.add(expression);
    return new Scope(more, later, taken);
  }

  Scope withLater(Map<String, String> those) {
    return new Scope(expressions, those, variables);
  }

  /** A name for a variable, as near to this as can be. */
  String variable(String name) {
    String free = name;
    for (int i = 2; variables.contains(free); i++) {
      free = name + i;
    }
    return free;
  }
}
