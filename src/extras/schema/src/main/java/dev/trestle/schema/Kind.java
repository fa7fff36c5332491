package dev.trestle.schema;

import java.util.Locale;

/**
 * The kinds of {@link SchemaObject}, in the order in which a snapshot has them where nothing that
 * they depend on asks for another.
 */
public enum Kind {
  /** An extension; what it owns is not counted. */
  EXTENSION("DROP EXTENSION %1$s"),
  /** A schema; {@code public} is everywhere and not counted. */
  SCHEMA("DROP SCHEMA %1$s"),
  /** A collation. */
  COLLATION("DROP COLLATION %1$s"),
  /** An enum type. */
  ENUM("DROP TYPE %1$s"),
  /** A domain with its constraints. */
  DOMAIN("DROP DOMAIN %1$s"),
  /** A composite type. */
  COMPOSITE("DROP TYPE %1$s"),
  /** A range type with its multirange. */
  RANGE("DROP TYPE %1$s"),
  /** A dictionary of text search. */
  TEXT_SEARCH_DICTIONARY("DROP TEXT SEARCH DICTIONARY %1$s"),
  /** A configuration of text search, with the dictionaries of each kind of word. */
  TEXT_SEARCH_CONFIGURATION("DROP TEXT SEARCH CONFIGURATION %1$s"),
  /** A sequence; that of an identity column is part of the column. */
  SEQUENCE("DROP SEQUENCE %1$s"),
  /** A function, its name with the types of its arguments. */
  FUNCTION("DROP FUNCTION %1$s"),
  /** A procedure, its name with the types of its arguments. */
  PROCEDURE("DROP PROCEDURE %1$s"),
  /** An aggregate, its name with the types of its arguments. */
  AGGREGATE("DROP AGGREGATE %1$s"),
  /** A table with its columns: {@link Table}. */
  TABLE("DROP TABLE %1$s"),
  /** The column that a sequence goes with. */
  SEQUENCE_OWNER("ALTER SEQUENCE %1$s OWNED BY NONE"),
  /** A primary key, or a unique, check or exclusion constraint of a table. */
  CONSTRAINT("ALTER TABLE %2$s DROP CONSTRAINT %1$s"),
  /** An index that belongs to no constraint. */
  INDEX("DROP INDEX %1$s"),
  /** Extended statistics. */
  STATISTICS("DROP STATISTICS %1$s"),
  /** A storage parameter, row security or the replica identity of a table. */
  TABLE_OPTION("ALTER TABLE %2$s RESET (%1$s)"),
  /** A view. */
  VIEW("DROP VIEW %1$s"),
  /** A materialized view. */
  MATERIALIZED_VIEW("DROP MATERIALIZED VIEW %1$s"),
  /** A foreign key. */
  FOREIGN_KEY("ALTER TABLE %2$s DROP CONSTRAINT %1$s"),
  /** A rule. */
  RULE("DROP RULE %1$s ON %2$s"),
  /** A trigger. */
  TRIGGER("DROP TRIGGER %1$s ON %2$s"),
  /** A policy of row security. */
  POLICY("DROP POLICY %1$s ON %2$s"),
  /** A comment; its name says on what. */
  COMMENT("COMMENT ON %1$s IS NULL");

  private final String drop;

  Kind(String drop) {
    this.drop = drop;
  }

  String drop(String name, String of) {
    return drop.formatted(name, of);
  }

  /** As people say it: {@code foreign key}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
