package dev.trestle.processor.client;

import dev.trestle.processor.lang.Enums;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;

/** Questions about the server's types. */
final class Types {
  private Types() {}

  /** Whether the client has one of its own: a record, or an enum whose names are in the source. */
  static boolean isMirrored(Element type) {
    return Set.of(ElementKind.RECORD, ElementKind.ENUM).contains(type.getKind())
        && !type.toString().startsWith("java.")
        && Enums.value(type).isEmpty();
  }

  static boolean isRecord(Element type) {
    return type.getKind() == ElementKind.RECORD;
  }
}
