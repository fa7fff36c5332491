package dev.trestle.schema;

/**
 * One thing that a database holds, with the statement that makes it.
 *
 * @param kind what it is
 * @param name as it stands in SQL, quoted where it must be; with its schema if it is in one, and
 *     with the types of its arguments if it is a routine
 * @param of the table or view that it belongs to, in the same form; empty if it stands alone. Of a
 *     comment, what it is on or what that belongs to
 * @param definition the SQL that makes it, without a last semicolon, all names qualified; the same
 *     on all versions of PostgreSQL
 * @param undo the SQL that takes it away, likewise
 */
public record SchemaObject(Kind kind, String name, String of, String definition, String undo) {
  /** Kind and name, as people say it: {@code index public.users_name_idx}. */
  @Override
  public String toString() {
    return kind == Kind.COMMENT
        ? "comment on " + name
        : kind + " " + name + (of.isEmpty() ? "" : " of " + of);
  }

  /** The same comment, on that object. */
  SchemaObject of(SchemaObject described) {
    String owner = described.of.isEmpty() ? described.name : described.of;
    return new SchemaObject(kind, name, owner, definition, undo);
  }

  Id id() {
    return new Id(kind, name, of);
  }

  /** What tells it from all others of its database. */
  record Id(Kind kind, String name, String of) {}
}
