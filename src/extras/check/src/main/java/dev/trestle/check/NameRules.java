package dev.trestle.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Names that are there before a file and not after it, by which a running service asks. What is
 * dropped and made again under its name, in one file, is no loss.
 */
final class NameRules {
  private final List<Step> steps;
  private final Deployed deployed;
  private final List<Finding> findings = new ArrayList<>();

  private NameRules(List<Step> steps, Deployed deployed) {
    this.steps = steps;
    this.deployed = deployed;
  }

  static List<Finding> of(List<Step> steps, Deployed deployed) {
    if (steps.isEmpty()) {
      return List.of();
    }
    NameRules rules = new NameRules(steps, deployed);
    rules.tables();
    rules.objects();
    return rules.findings;
  }

  private void tables() {
    Catalog start = steps.getFirst().start();
    Set<String> end = names(steps.getLast().after());
    for (Catalog.Table table : start.tables().values()) {
      String name = Deployed.name(table);
      if (!end.contains(name)) {
        table(table, last(name, NameRules::names));
      } else {
        for (Catalog.Column column : start.columnsOf(table.oid())) {
          String columnName = Deployed.name(table, column);
          if (!end.contains(columnName)) {
            column(table, column, last(columnName, NameRules::names));
          }
        }
      }
    }
  }

  private void table(Catalog.Table table, Step step) {
    boolean named = deployed.has(Deployed.name(table));
    Catalog.Table now = step.after().tables().get(table.oid());
    if (now == null) {
      findings.add(
          gone(
              step,
              Rule.DROP_TABLE,
              table.shown(),
              table.shown() + " is gone",
              named,
              "deploy a service without it first."));
    } else {
      findings.add(
          gone(
              step,
              Rule.RENAME_TABLE,
              table.shown(),
              table.shown() + " is " + now.shown() + " from now on",
              named,
              "create view "
                  + table.shown()
                  + " as select * from "
                  + now.shown()
                  + " in the same file, and drop it when no deployed service names it."));
    }
  }

  private void column(Catalog.Table table, Catalog.Column column, Step step) {
    boolean named = deployed.has(Deployed.name(table, column));
    String subject = table.shown() + "." + column.name();
    Catalog.Column now =
        step.after().columnsOf(table.oid()).stream()
            .filter(other -> other.number() == column.number())
            .findFirst()
            .orElse(null);
    if (now == null) {
      findings.add(
          gone(
              step,
              Rule.DROP_COLUMN,
              subject,
              "The column is gone",
              named,
              "deploy a service whose classes do not have the column first."));
    } else {
      findings.add(
          gone(
              step,
              Rule.RENAME_COLUMN,
              subject,
              "The column is " + now.name() + " from now on",
              named,
              "add "
                  + now.name()
                  + " beside it, write both, copy in batches, read the new one, and drop the old"
                  + " one when no deployed service names it."));
    }
  }

  private Finding gone(
      Step step, Rule rule, String subject, String what, boolean named, String remedy) {
    return named
        ? step.danger(
            rule,
            subject,
            what + ", and " + deployed.word() + ": its statements would be refused.",
            remedy)
        : step.note(
            rule,
            subject,
            what + "; the deployed classes do not name it.",
            "nothing, if no other program does.");
  }

  private void objects() {
    Set<String> end = new HashSet<>(steps.getLast().after().objects());
    for (String object : steps.getFirst().start().objects()) {
      if (!end.contains(object)) {
        findings.add(
            last(object, catalog -> new HashSet<>(catalog.objects()))
                .note(
                    Rule.DROP_OBJECT,
                    object,
                    "The " + object + " is gone; statements that name it would be refused.",
                    "make sure that no deployed service names it."));
      }
    }
  }

  /** The statement that took a name away for good. */
  private Step last(String name, Function<Catalog, Set<String>> names) {
    return steps.reversed().stream()
        .filter(step -> names.apply(step.before()).contains(name))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> names(Catalog catalog) {
    Set<String> names = new HashSet<>();
    for (Catalog.Table table : catalog.tables().values()) {
      names.add(Deployed.name(table));
      for (Catalog.Column column : catalog.columnsOf(table.oid())) {
        names.add(Deployed.name(table, column));
      }
    }
    return names;
  }
}
