package dev.trestle.processor;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import javax.lang.model.element.VariableElement;

/** What a parameter of a function or of middleware is given. */
enum ParameterKind {
  /** A record of the form. */
  FORM,
  /** What middleware or the application provides. */
  PROVIDED,
  /** A record of the query string. */
  QUERY,
  /** A record of the body. */
  BODY,
  /** A record that is none of these: nothing provides it. */
  MISSING,
  /** A part of the request or of the library, or a path variable. */
  OTHER;

  /** What a record is that is not marked. */
  enum Records {
    QUERY,
    BODY,
    /** In middleware: something that is provided. */
    PROVIDED;

    /** In a function of this verb. */
    static Records of(String verb) {
      return Names.BODY_VERBS.contains(verb) ? BODY : QUERY;
    }
  }

  static ParameterKind of(VariableElement parameter, Scope scope, Records records) {
    boolean query = isQuery(parameter);
    if (Annotations.find(parameter, Names.FORM).isPresent()) {
      return FORM;
    }
    if (!query && scope.find(parameter.asType()).isPresent()) {
      return PROVIDED;
    }
    if (JavaTypes.record(parameter.asType()).isEmpty()) {
      return OTHER;
    }
    if (query || records == Records.QUERY) {
      return QUERY;
    }
    return records == Records.BODY ? BODY : MISSING;
  }

  /** Whether it is marked as a record of the query string. */
  static boolean isQuery(VariableElement parameter) {
    return Annotations.find(parameter, Names.QUERY).isPresent();
  }
}
