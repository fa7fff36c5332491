package dev.trestle.processor.client;

import java.util.Optional;
import javax.lang.model.type.TypeMirror;

/**
 * One thing that a caller gives.
 *
 * @param kind what becomes of it
 * @param name of the parameter; of a variable, that in the URL
 * @param type empty where it is always the same
 */
public record Input(Kind kind, String name, Optional<TypeMirror> type) {
  /** What becomes of an input. */
  public enum Kind {
    /** A segment of the path. */
    VARIABLE,
    /** Several segments of the path. */
    SEGMENTS,
    /** A record whose components are parameters of the query string. */
    QUERY,
    /** A record sent as JSON. */
    BODY,
    /** A record whose components are fields of a form. */
    FORM,
    /** A form without a type. */
    FORM_DATA,
    /** A body that the function reads by itself. */
    CONTENT
  }
}
