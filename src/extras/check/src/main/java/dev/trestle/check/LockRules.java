package dev.trestle.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is locked, and what is done meanwhile. */
final class LockRules {
  private LockRules() {}

  /** Who waits: {@code reads and writes of users are blocked (ACCESS EXCLUSIVE)}. */
  static String blocked(Catalog.Table table, Step step) {
    LockMode mode = step.holds().on(table.oid());
    return mode.blocksWrites()
        ? mode.blocks() + " of " + table.shown() + " are blocked (" + mode + ")"
        : "reads and writes of " + table.shown() + " may be blocked";
  }

  static List<Finding> of(Step step, List<Finding> causes) {
    List<Finding> findings = new ArrayList<>();
    boolean dangerous = causes.stream().anyMatch(finding -> finding.severity() == Severity.DANGER);
    if (!dangerous) {
      findings.addAll(scans(step));
    }
    findings.addAll(heldDuringWork(step));
    if (!dangerous && findings.isEmpty()) {
      findings.addAll(brief(step));
    }
    return findings;
  }

  /** For whatever reason the rows are read: the lock is there, so others wait. */
  private static List<Finding> scans(Step step) {
    return step.tables().stream()
        .filter(table -> step.readWhole(table.oid()))
        .filter(table -> hurts(table, step.holds().on(table.oid())))
        .map(table ->
            step.danger(
                Rule.SCAN_UNDER_LOCK,
                table.shown(),
                "All rows of "
                    + table.shown()
                    + " are read while "
                    + blocked(table, step)
                    + since(step, table)
                    + ".",
                step.held().on(table.oid()).blocksWrites()
                    ? "put it into a file of its own, which begins without the lock."
                    : "do it where nobody waits: in steps that read under a weaker lock, or in"
                        + " a time without service."))
        .toList();
  }

  private static List<Finding> heldDuringWork(Step step) {
    List<Finding> findings = new ArrayList<>();
    for (Catalog.Table busy : step.tables()) {
      if (!step.readWhole(busy.oid()) && !step.changedWhole(busy.oid()) && !step.rewrote(busy)) {
        continue;
      }
      for (Catalog.Table waiting : step.tables()) {
        LockMode mode = step.held().on(waiting.oid());
        boolean other = waiting.oid() != busy.oid() || step.changedWhole(busy.oid());
        if (other && hurts(waiting, mode)) {
          findings.add(
              step.danger(
                  Rule.LOCK_HELD,
                  waiting.shown(),
                  "A statement before it took "
                      + mode
                      + " on "
                      + waiting.shown()
                      + ", so "
                      + mode.blocks()
                      + " of it wait while all of "
                      + busy.shown()
                      + " is worked on.",
                  "put the two into files of their own."));
        }
      }
    }
    return findings;
  }

  private static List<Finding> brief(Step step) {
    List<Finding> findings = new ArrayList<>();
    for (Catalog.Table table : step.start().tables().values()) {
      LockMode gained = step.holds().gained(table.oid(), step.held());
      if (hurts(table, gained)) {
        findings.add(
            step.note(
                Rule.BRIEF_LOCK,
                table.shown(),
                gained
                    + ": "
                    + gained.blocks()
                    + " of "
                    + table.shown()
                    + " wait from here to the commit. No rows are read.",
                dropsIndex(step, table)
                    ? "drop index concurrently, in a file of its own."
                    : "keep the transaction short; lock_timeout lets it give up instead of queueing"
                        + " others."));
      }
    }
    return findings;
  }

  /** Nobody writes to a view. */
  private static boolean hurts(Catalog.Table table, LockMode mode) {
    return table.kind() == 'm' || table.kind() == 'v'
        ? mode == LockMode.ACCESS_EXCLUSIVE
        : mode.blocksWrites();
  }

  private static boolean dropsIndex(Step step, Catalog.Table table) {
    return step.statement().keyword().equals("drop")
        && step.before().indexes().values().stream()
            .anyMatch(index ->
                index.table() == table.oid()
                    && step.after().tables().containsKey(table.oid())
                    && !step.after().indexes().containsKey(index.oid()));
  }

  /** Whoever has one of them may wait for the other, and so both wait for ever. */
  static List<Finding> several(List<Step> steps) {
    Set<String> locked = new HashSet<>();
    for (Step step : steps) {
      if (step.held().modes().isEmpty()) {
        locked.clear();
      }
      for (Catalog.Table table : step.start().tables().values()) {
        if (step.holds().on(table.oid()) == LockMode.ACCESS_EXCLUSIVE
            && table.kind() != 'v'
            && locked.add(table.shown())
            && locked.size() == 2) {
          return List.of(
              step.note(
                  Rule.SEVERAL_TABLES_LOCKED,
                  table.shown(),
                  "ACCESS EXCLUSIVE on "
                      + String.join(" and ", locked.stream().sorted().toList())
                      + " in one transaction: the first stays locked while the second is waited"
                      + " for, and a request that holds the second may wait for the first.",
                  "a file for each table."));
        }
      }
    }
    return List.of();
  }

  private static String since(Step step, Catalog.Table table) {
    return step.held().on(table.oid()).blocksWrites() ? ", since a statement before it" : "";
  }
}
