package dev.trestle.console.internal.data;

import dev.trestle.HttpError;
import dev.trestle.console.internal.data.Given.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row to be looked at and changed, or one to be added.
 *
 * @param relation that it is in
 * @param address of it; empty for one that is not there yet
 * @param version of what is stored; empty for one that is not there yet
 * @param fields one for each column
 * @param referencedBy what of other tables refers to it: their names and columns, and where the
 *     rows are
 * @param problem why it could not be stored
 * @param done what has been done with it
 */
public record RowForm(
    Relation relation,
    Optional<RowAddress> address,
    String version,
    List<Field> fields,
    List<Link> referencedBy,
    Optional<String> problem,
    Optional<String> done) {
  /** Copies the lists. */
  public RowForm {
    fields = List.copyOf(fields);
    referencedBy = List.copyOf(referencedBy);
  }

  /**
   * A link.
   *
   * @param text of it
   * @param url where it leads
   */
  public record Link(String text, String url) {}

  /**
   * The form of a row that is there.
   *
   * @param given what somebody has given for it and could not be stored; else nothing
   * @throws HttpError 404 if it is not
   */
  public static RowForm of(Connection connection, RowAddress address, List<Given> given)
      throws SQLException {
    Relation relation = Listing.relation(connection, address.table());
    StoredRow row =
        StoredRow.read(connection, relation, address, false)
            .orElseThrow(() ->
                HttpError.notFound(
                    relation.hasKey()
                        ? "There is no such row in " + relation.name() + " (any more)."
                        : relation.name() + " has no key: its rows cannot be told apart."));
    List<Field> fields = new ArrayList<>();
    for (Column column : relation.columns()) {
      fields.add(field(fields.size(), row, column, find(given, column)));
    }
    return new RowForm(
        relation,
        Optional.of(address),
        row.version(),
        fields,
        referencedBy(row),
        Optional.empty(),
        Optional.empty());
  }

  /** The form of a row that is to be added. */
  public static RowForm of(Connection connection, TableName table, List<Given> given)
      throws SQLException {
    Relation relation = Listing.relation(connection, table);
    List<Field> fields = new ArrayList<>();
    for (Column column : relation.givenColumns()) {
      Mode usual = column.hasDefault() ? Mode.DEFAULT : column.notNull() ? Mode.VALUE : Mode.NULL;
      Given it = find(given, column).orElse(new Given(column.name(), usual, ""));
      fields.add(
          new Field(
              fields.size(),
              column,
              it.mode(),
              modes(column),
              it.text(),
              true,
              "",
              Optional.empty(),
              Optional.empty()));
    }
    return new RowForm(
        relation, Optional.empty(), "", fields, List.of(), Optional.empty(), Optional.empty());
  }

  /** The same with what stands above it. */
  public RowForm with(Optional<String> newProblem, Optional<String> newDone) {
    return new RowForm(relation, address, version, fields, referencedBy, newProblem, newDone);
  }

  private static Field field(int number, StoredRow row, Column column, Optional<Given> given) {
    Optional<String> stored = row.value(column);
    boolean cut = row.isCut(column);
    String why =
        column.readOnly()
            ? "made by PostgreSQL"
            : cut ? "too long to be edited here; this is the beginning" : "";
    Mode mode = given.map(Given::mode).orElse(stored.isPresent() ? Mode.VALUE : Mode.NULL);
    boolean differs =
        given.isPresent()
            && (given.get().mode() == Mode.DEFAULT || !given.get().value(stored).equals(stored));
    return new Field(
        number,
        column,
        mode,
        modes(column),
        given.map(Given::text).or(() -> stored).orElse(""),
        why.isEmpty(),
        why,
        differs ? Optional.of(stored.orElse("null")) : Optional.empty(),
        References.from(
            row.relation(), column, name -> row.relation().column(name).flatMap(row::value)));
  }

  private static List<Mode> modes(Column column) {
    List<Mode> modes = new ArrayList<>(List.of(Mode.VALUE));
    if (!column.notNull()) {
      modes.add(Mode.NULL);
    }
    if (column.hasDefault()) {
      modes.add(Mode.DEFAULT);
    }
    return modes;
  }

  private static Optional<Given> find(List<Given> given, Column column) {
    return given.stream().filter(it -> it.column().equals(column.name())).findFirst();
  }

  private static List<Link> referencedBy(StoredRow row) {
    List<Link> links = new ArrayList<>();
    for (Reference reference : row.relation().referencedBy()) {
      References.url(reference, name -> row.relation().column(name).flatMap(row::value))
          .ifPresent(url ->
              links.add(
                  new Link(
                      reference.other() + " by " + String.join(", ", reference.otherColumns()),
                      url)));
    }
    return links;
  }
}
