package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import java.util.List;

/**
 * One verb of a route, ready to be written.
 *
 * @param verb its name, or that of the function that answers all of them
 * @param statements the body of the method that answers it
 * @param helpers whole methods that the statements call
 * @param throwing whether the user's function declares an exception
 */
record Function(String verb, List<String> statements, List<String> helpers, boolean throwing) {
  /** The verbs that it answers. */
  List<String> verbs() {
    return verb.equals(Names.HANDLER) ? Names.VERBS : List.of(verb);
  }
}
