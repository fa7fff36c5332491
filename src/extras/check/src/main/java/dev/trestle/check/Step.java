package dev.trestle.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One statement that was run, and what was measured of it.
 *
 * @param script its file
 * @param statement it
 * @param start the catalog before the file
 * @param rows how many each table had before the file
 * @param before the catalog before the statement
 * @param after the catalog after it
 * @param held the locks held before it
 * @param holds those held after it
 * @param activity what it did with each table
 * @param emptied tables written anew that have no row left
 */
record Step(
    MigrationScript script,
    ScriptStatement statement,
    Catalog start,
    Map<Long, Long> rows,
    Catalog before,
    Catalog after,
    Locks held,
    Locks holds,
    Map<Long, Activity> activity,
    Set<Long> emptied) {

  /** Tables that were there before the file and still are, as they are called now. */
  List<Catalog.Table> tables() {
    return after.tables().values().stream().filter(table -> isOld(table.oid())).toList();
  }

  boolean isOld(long table) {
    return start.tables().containsKey(table);
  }

  Activity of(long table) {
    return activity.getOrDefault(table, Activity.NONE);
  }

  /** Read from its first row to its last, by the statement's own nature or its plan. */
  boolean readWhole(long table) {
    Activity done = of(table);
    long all = rows.getOrDefault(table, 0L);
    return done.scans() > 0 || statement.isPlanned() && all > 0 && done.read() >= all;
  }

  /** A partitioned table has no rows of its own; those of any partition count. */
  boolean readWholeOrParts(Catalog.Table table) {
    return table.kind() == 'p'
        ? tables().stream().anyMatch(part -> readWhole(part.oid()))
        : readWhole(table.oid());
  }

  boolean changedWhole(long table) {
    long all = rows.getOrDefault(table, 0L);
    return all > 0 && of(table).changed() >= all;
  }

  /** Written anew, and its rows are still there. */
  boolean rewrote(Catalog.Table table) {
    return filenodeChanged(table) && !emptied.contains(table.oid());
  }

  boolean filenodeChanged(Catalog.Table table) {
    Catalog.Table old = before.tables().get(table.oid());
    return old != null && old.filenode() != table.filenode();
  }

  /** Columns that the statement added to a table. */
  List<Catalog.Column> added(long table) {
    Map<Integer, Catalog.Column> old = before.columns().getOrDefault(table, Map.of());
    return after.columnsOf(table).stream()
        .filter(column -> !old.containsKey(column.number()))
        .toList();
  }

  Optional<Catalog.Column> old(long table, Catalog.Column column) {
    return Optional.ofNullable(before.columns().getOrDefault(table, Map.of()).get(column.number()));
  }

  /** Columns that have another type after the statement. */
  List<Catalog.Column> retyped(long table) {
    return after.columnsOf(table).stream()
        .filter(column -> old(table, column).filter(old -> !old.sameType(column)).isPresent())
        .toList();
  }

  /** Made again because a column of it has another type. */
  boolean isOfRetyped(long table, List<Integer> columns) {
    return retyped(table).stream().anyMatch(column -> columns.contains(column.number()));
  }

  /** Constraints that the statement added to tables that were there before the file. */
  List<Catalog.Constraint> addedConstraints() {
    return after.constraints().values().stream()
        .filter(constraint -> !before.constraints().containsKey(constraint.oid()))
        .filter(constraint -> isOld(constraint.table()) && !constraint.inherited())
        .filter(constraint -> !isOfRetyped(constraint.table(), constraint.columns()))
        .toList();
  }

  Finding finding(Rule rule, Severity severity, String subject, String effect, String remedy) {
    return new Finding(
        rule,
        severity,
        script.file(),
        statement.line(),
        statement.shown(),
        subject,
        effect,
        remedy);
  }

  Finding danger(Rule rule, String subject, String effect, String remedy) {
    return finding(rule, Severity.DANGER, subject, effect, remedy);
  }

  Finding note(Rule rule, String subject, String effect, String remedy) {
    return finding(rule, Severity.NOTE, subject, effect, remedy);
  }
}
