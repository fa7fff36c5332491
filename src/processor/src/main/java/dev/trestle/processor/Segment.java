package dev.trestle.processor;

/**
 * One package on the way from the root to a route, as the URL sees it.
 *
 * @param kind what it matches
 * @param name the literal text, or the name of the variable
 */
record Segment(Kind kind, String name) {
  enum Kind {
    /** Adds nothing to the URL. */
    GROUP,
    LITERAL,
    VARIABLE,
    CATCH_ALL,
    OPTIONAL_CATCH_ALL
  }

  boolean isVariable() {
    return kind != Kind.GROUP && kind != Kind.LITERAL;
  }

  boolean isCatchAll() {
    return kind == Kind.CATCH_ALL || kind == Kind.OPTIONAL_CATCH_ALL;
  }

  /** In the spelling of route templates. */
  String template() {
    return switch (kind) {
      case GROUP -> "";
      case LITERAL -> "/" + name;
      case VARIABLE -> "/{" + name + "}";
      case CATCH_ALL -> "/{" + name + "+}";
      case OPTIONAL_CATCH_ALL -> "/{" + name + "*}";
    };
  }

  /** What it matches, whatever its variable is called. */
  String shape() {
    return isVariable() ? template().replace(name, "") : template();
  }
}
