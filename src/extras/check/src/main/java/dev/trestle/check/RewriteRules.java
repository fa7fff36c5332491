package dev.trestle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables that are written anew, or emptied. */
final class RewriteRules {
  private static final String EXPAND =
      "add a new column beside it, write both, copy in batches, read the new one, and drop the old"
          + " one when no deployed service names it.";

  private RewriteRules() {}

  static List<Finding> of(Step step) {
    List<Finding> findings = new ArrayList<>();
    for (Catalog.Table table : step.tables()) {
      List<Catalog.Column> retyped = step.retyped(table.oid());
      if (step.emptied().contains(table.oid())) {
        findings.add(
            step.danger(
                Rule.TRUNCATE,
                table.shown(),
                "All rows of " + table.shown() + " are gone, and nobody can read it until then.",
                "delete in batches what is not needed any more."));
      } else if (!retyped.isEmpty()) {
        retyped.forEach(column -> findings.add(retyped(step, table, column)));
      } else if (step.rewrote(table)) {
        findings.add(rewritten(step, table));
      }
    }
    return findings;
  }

  private static Finding retyped(Step step, Catalog.Table table, Catalog.Column column) {
    String subject = table.shown() + "." + column.name();
    String types =
        step.old(table.oid(), column).orElseThrow().typeName() + " becomes " + column.typeName();
    boolean rewritten =
        step.rewrote(table)
            || table.kind() == 'p' && step.tables().stream().anyMatch(step::rewrote);
    if (rewritten) {
      return step.danger(
          Rule.CHANGE_TYPE, subject, types + ": " + rewrite(table, step) + ".", EXPAND);
    }
    if (step.readWhole(table.oid())) {
      return step.danger(
          Rule.CHANGE_TYPE,
          subject,
          types
              + ": all rows are read, for its constraints or indexes, while "
              + LockRules.blocked(table, step)
              + ".",
          EXPAND);
    }
    return step.note(
        Rule.CHANGE_TYPE,
        subject,
        types
            + ": no row is touched, but "
            + LockRules.blocked(table, step)
            + " until the commit, and deployed classes have the old type.",
        "nothing to do if the deployed service can read the new type.");
  }

  private static Finding rewritten(Step step, Catalog.Table table) {
    List<Catalog.Column> added = step.added(table.oid());
    Optional<Catalog.Column> generated =
        added.stream().filter(column -> column.generated().equals("s")).findFirst();
    if (generated.isPresent()) {
      return step.danger(
          Rule.STORED_GENERATED_COLUMN,
          table.shown() + "." + generated.get().name(),
          "The column is computed for each row: " + rewrite(table, step) + ".",
          "add an ordinary column that a trigger fills, and copy in batches; or compute it in a"
              + " view.");
    }
    Optional<Catalog.Column> computed =
        added.stream().filter(column -> column.hasDefault() || column.identity()).findFirst();
    if (computed.isPresent()) {
      return step.danger(
          Rule.VOLATILE_DEFAULT,
          table.shown() + "." + computed.get().name(),
          "The default is computed for each row: " + rewrite(table, step) + ".",
          "add the column without default, then alter column … set default for new rows, then fill"
              + " old rows in batches.");
    }
    return step.danger(
        Rule.TABLE_REWRITE,
        table.shown(),
        "All rows are written anew: " + rewrite(table, step) + ".",
        table.kind() == 'm'
            ? "refresh materialized view concurrently, which needs a unique index."
            : "make a new table beside it, copy in batches, and change over; or accept the time"
                + " without service.");
  }

  private static String rewrite(Catalog.Table table, Step step) {
    return "the whole table is written anew, with all its indexes, while "
        + LockRules.blocked(table, step);
  }
}
