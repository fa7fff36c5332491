package dev.trestle.check;

import java.util.ArrayList;
import java.util.List;

/** Values of enums that were there before the file. */
final class EnumRules {
  private EnumRules() {}

  static List<Finding> of(Step step) {
    List<Finding> findings = new ArrayList<>();
    step.after()
        .enumValues()
        .forEach((oid, value) -> {
          Catalog.EnumValue old = step.before().enumValues().get(oid);
          if (old != null && !old.label().equals(value.label())) {
            findings.add(renamed(step, old, value));
          } else if (old == null && isOld(step, value)) {
            findings.add(added(step, value));
          }
        });
    return findings;
  }

  private static boolean isOld(Step step, Catalog.EnumValue value) {
    return step.start().enumValues().values().stream()
        .anyMatch(other -> other.type() == value.type());
  }

  private static Finding renamed(Step step, Catalog.EnumValue old, Catalog.EnumValue value) {
    return step.danger(
        Rule.RENAME_ENUM_VALUE,
        value.typeName(),
        "What the deployed service writes as '"
            + old.label()
            + "' would be refused, and '"
            + value.label()
            + "' it does not know.",
        "add the new value, change rows in batches once no service writes the old one, and leave"
            + " that unused.");
  }

  private static Finding added(Step step, Catalog.EnumValue value) {
    return step.note(
        Rule.ADD_ENUM_VALUE,
        value.typeName(),
        "The deployed classes do not know '" + value.label() + "'; jOOQ reads it as null.",
        "write it only when all replicas know it.");
  }
}
