package dev.trestle.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the catalogs, by the queries that lie beside this class. */
final class Catalog {
  /** All that changes how PostgreSQL writes a definition. */
  private static final String SETTINGS =
      """
      set local search_path = '';
      set local datestyle = 'ISO, MDY';
      set local intervalstyle = 'postgres';
      set local timezone = 'UTC';
      set local bytea_output = 'hex';
      set local extra_float_digits = 1;
      set local quote_all_identifiers = off;
      """;

  /** Queries that give objects as they are, in no order. */
  private static final List<String> PLAIN =
      List.of(
          "extensions",
          "schemas",
          "collations",
          "types",
          "text-search",
          "sequences",
          "routines",
          "sequence-owners",
          "constraints",
          "indexes",
          "table-options",
          "others");

  private final Statement statement;
  private final Dependencies dependencies = new Dependencies();
  private final Set<Address> extensions = new HashSet<>();
  private final Set<String> relations = new HashSet<>();

  Catalog(Connection connection) throws SQLException {
    this.statement = connection.createStatement();
  }

  DatabaseSchema read() throws SQLException {
    statement.execute(SETTINGS);
    each("extension-members", row -> extensions.add(Address.of(row)));
    List<Table> tables = tables();
    each("views", this::addView);
    for (String query : PLAIN) {
      each(query, this::addPlain);
    }
    each("dependencies", dependencies::link);
    each("comments", row -> dependencies.addComment(object(row), Address.of(row)));
    List<String> unread = new ArrayList<>();
    each("unread", row -> unread.add(row.getString("name")));
    return new DatabaseSchema(dependencies.inOrder(), tables, unread);
  }

  private List<Table> tables() throws SQLException {
    Map<Long, List<Column>> columns = new HashMap<>();
    each("columns", row -> list(columns, row).add(column(row)));
    Map<Long, List<ForeignKey>> keys = new HashMap<>();
    each("foreign-keys", row -> list(keys, row).add(foreignKey(row)));
    List<Table> tables = new ArrayList<>();
    each(
        "tables",
        row -> {
          Address address = new Address(Dependencies.RELATIONS, row.getLong("object"));
          if (!extensions.contains(address)) {
            Table table = table(row, list(columns, row), list(keys, row));
            tables.add(table);
            relations.add(table.name());
            String definition = TableDefinition.create(table);
            dependencies.add(object(Kind.TABLE, table.name(), "", definition), address);
          }
        });
    return tables;
  }

  private void addView(ResultSet row) throws SQLException {
    Address address = Address.of(row);
    if (!extensions.contains(address) && row.getString("query") != null) {
      Kind kind = Kind.valueOf(row.getString("kind"));
      String name = row.getString("name");
      relations.add(name);
      String query = ViewQuery.normalized(Expressions.normalized(row.getString("query")));
      dependencies.add(object(kind, name, "", row.getString("definition") + query), address);
    }
  }

  /**
   * What belongs to a table that is not counted is not counted either. What somebody has dropped
   * since the transaction began has no definition.
   */
  private void addPlain(ResultSet row) throws SQLException {
    if (row.getString("definition") == null) {
      return;
    }
    Address address = Address.of(row);
    SchemaObject object = object(row);
    if (!extensions.contains(address)
        && (object.of().isEmpty() || relations.contains(object.of()))) {
      dependencies.add(object, address);
    }
  }

  private static Table table(ResultSet row, List<Column> columns, List<ForeignKey> keys)
      throws SQLException {
    return new Table(
        row.getString("name"),
        row.getString("schema"),
        row.getString("table"),
        columns,
        texts(row, "primary_key"),
        keys,
        texts(row, "inherits"),
        Optional.ofNullable(row.getString("partition_of")),
        Optional.ofNullable(row.getString("bound")),
        Optional.ofNullable(row.getString("partitioned_by")),
        row.getBoolean("unlogged"),
        row.getString("comment"));
  }

  private static Column column(ResultSet row) throws SQLException {
    return new Column(
        row.getString("name"),
        row.getString("quoted"),
        row.getString("type"),
        Optional.ofNullable(row.getString("collation")),
        row.getBoolean("not_null"),
        Optional.ofNullable(row.getString("expression")).map(Expressions::normalized),
        switch (row.getString("generated")) {
          case "s" -> Column.Generated.STORED;
          case "v" -> Column.Generated.VIRTUAL;
          default -> Column.Generated.NEVER;
        },
        identity(row),
        row.getBoolean("inherited"),
        row.getString("comment"));
  }

  private static Optional<String> identity(ResultSet row) throws SQLException {
    String identity = row.getString("identity");
    if (identity.isEmpty()) {
      return Optional.empty();
    }
    String options = Optional.ofNullable(row.getString("identity_options")).orElse("").strip();
    return Optional.of(
        (identity.equals("a") ? "ALWAYS" : "BY DEFAULT")
            + (options.isEmpty() ? "" : " (" + options + ")"));
  }

  private static ForeignKey foreignKey(ResultSet row) throws SQLException {
    return new ForeignKey(
        row.getString("name"),
        texts(row, "columns"),
        row.getString("referenced"),
        texts(row, "referenced_columns"));
  }

  private static SchemaObject object(ResultSet row) throws SQLException {
    Kind kind = Kind.valueOf(row.getString("kind"));
    String definition = row.getString("definition");
    SchemaObject object =
        object(
            kind,
            row.getString("name"),
            row.getString("of"),
            switch (kind) {
              // They hold texts of people, which are not to be touched.
              case FUNCTION, PROCEDURE, COMMENT -> definition;
              case COLLATION -> IcuLocale.normalized(definition);
              default -> Expressions.normalized(definition);
            });
    if (object.kind() != Kind.TABLE_OPTION) {
      return object;
    }
    return new SchemaObject(
        object.kind(), object.name(), object.of(), object.definition(), row.getString("undo"));
  }

  private static SchemaObject object(Kind kind, String name, String of, String definition) {
    return new SchemaObject(kind, name, of, definition, kind.drop(name, of));
  }

  private static <T> List<T> list(Map<Long, List<T>> lists, ResultSet row) throws SQLException {
    return lists.computeIfAbsent(row.getLong("object"), key -> new ArrayList<>());
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }

  private void each(String query, RowReader reader) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            resource(query).replace("{options}", resource("sequence-options").strip()))) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private static String resource(String name) {
    try (InputStream in = Catalog.class.getResourceAsStream(name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Where the catalogs have an object: a table of theirs, and a number in it. */
  record Address(long catalog, long object) {
    static Address of(ResultSet row) throws SQLException {
      return new Address(row.getLong("class"), row.getLong("object"));
    }

    static Address referenced(ResultSet row) throws SQLException {
      return new Address(row.getLong("ref_class"), row.getLong("ref_object"));
    }
  }
}
