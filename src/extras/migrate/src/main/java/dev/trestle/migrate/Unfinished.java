package dev.trestle.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement outside of a transaction may leave half done, and how that is put right, so that
 * the statement can be run again.
 */
interface Unfinished {
  /**
   * Removes, or brings to its end, what an earlier try left half done.
   *
   * @return what that was; empty if there was nothing
   */
  Optional<String> clear(Connection session) throws SQLException;

  /** Whether all of it is done; asked only where it is known to have begun. */
  boolean isDone(Connection session) throws SQLException;

  /** Why it cannot begin: what is there already could be taken for its own later. */
  default Optional<String> refusal(Connection session) throws SQLException {
    return Optional.empty();
  }

  /** What # stands for: a name, quoted or not. */
  String NAME = "(?:\"(?:[^\"]|\"\")++\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";

  /** An index that PostgreSQL is to find a name for. */
  Pattern UNNAMED = Pattern.compile("(?is)create\\s+(?:unique\\s+)?index\\s+concurrently\\s+on\\b");

  static Unfinished of(Script.Statement statement) {
    String sql = statement.bare();
    Matcher create = CreateIndex.FORM.matcher(sql);
    if (create.lookingAt()) {
      return new CreateIndex(create.group("name"), name(create.group("table")));
    }
    Matcher drop = DropIndex.FORM.matcher(sql);
    if (drop.lookingAt()) {
      return new DropIndex(name(drop.group("name")));
    }
    Matcher detach = Detach.FORM.matcher(sql);
    if (detach.lookingAt()) {
      return new Detach(name(detach.group("table")), name(detach.group("partition")));
    }
    if (UNNAMED.matcher(sql).lookingAt()) {
      return new Unnamed();
    }
    return sql.regionMatches(true, 0, "reindex", 0, 7) ? new Reindex() : new Repeatable();
  }

  private static String name(String qualified) {
    return qualified.replaceAll("(?<!\\s)\\s*+\\.\\s*+", ".");
  }

  /** An index that is not valid: it costs each write, and serves no query. */
  record CreateIndex(String name, String table) implements Unfinished {
    private static final Pattern FORM =
        Pattern.compile(
            ("(?is)create\\s+(?:unique\\s+)?index\\s+concurrently\\s+(?:if\\s+not\\s+exists\\s+)?"
                    + "(?!on\\b)(?<name>#)\\s+on\\s+(?:only\\s+)?(?<table>#(?:\\s*\\.\\s*#)?)")
                .replace("#", NAME));

    private static final String FIND =
        "select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indexrelid"
            + " where i.indrelid = to_regclass(?) and c.relname = (parse_ident(?))[1]"
            + " and i.indisvalid = ?::boolean";

    @Override
    public Optional<String> clear(Connection session) throws SQLException {
      Optional<String> invalid = first(session, FIND, table, name, "false");
      if (invalid.isPresent()) {
        Session.execute(session, "drop index concurrently " + invalid.get());
      }
      return invalid.map(index -> "the invalid index " + index);
    }

    @Override
    public boolean isDone(Connection session) throws SQLException {
      return first(session, FIND, table, name, "true").isPresent();
    }

    @Override
    public Optional<String> refusal(Connection session) throws SQLException {
      return first(session, FIND, table, name, "false")
          .map(index ->
              "there is an invalid index of that name, which no migration left; drop it with"
                  + " drop index concurrently "
                  + index);
    }
  }

  /** An index that nobody uses any more and that is still there. */
  record DropIndex(String name) implements Unfinished {
    private static final Pattern FORM =
        Pattern.compile(
            "(?is)drop\\s+index\\s+concurrently\\s+(?:if\\s+exists\\s+)?(?<name>#(?:\\s*\\.\\s*#)?)"
                .replace("#", NAME));

    @Override
    public Optional<String> clear(Connection session) {
      return Optional.empty();
    }

    @Override
    public boolean isDone(Connection session) throws SQLException {
      return first(session, "select 'gone' where to_regclass(?) is null", name).isPresent();
    }
  }

  /** A partition that is on its way out: {@code detach pending}. */
  record Detach(String table, String partition) implements Unfinished {
    private static final Pattern FORM =
        Pattern.compile(
            ("(?is)alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(?<table>#(?:\\s*\\.\\s*#)?)"
                    + "\\s+detach\\s+partition\\s+(?<partition>#(?:\\s*\\.\\s*#)?)")
                .replace("#", NAME));

    @Override
    public Optional<String> clear(Connection session) throws SQLException {
      Optional<String> pending =
          first(
              session,
              "select inhrelid::regclass::text from pg_inherits where inhparent = to_regclass(?)"
                  + " and inhrelid = to_regclass(?) and inhdetachpending",
              table,
              partition);
      if (pending.isPresent()) {
        Session.execute(
            session, "alter table " + table + " detach partition " + partition + " finalize");
      }
      return pending.map(found -> "the partition " + found + ", half detached");
    }

    @Override
    public boolean isDone(Connection session) throws SQLException {
      return first(
              session,
              "select 'gone' where not exists (select from pg_inherits"
                  + " where inhparent = to_regclass(?) and inhrelid = to_regclass(?))",
              table,
              partition)
          .isPresent();
    }
  }

  /** Copies of indexes that were to take the place of theirs. */
  record Reindex() implements Unfinished {
    @Override
    public Optional<String> clear(Connection session) throws SQLException {
      List<String> copies =
          Session.all(
              session,
              "select i.indexrelid::regclass::text from pg_index i"
                  + " join pg_class c on c.oid = i.indexrelid where not i.indisvalid"
                  + " and c.relname ~ '_cc(new|old)[0-9]*$' and i.indexrelid not in"
                  + " (select index_relid from pg_stat_progress_create_index)");
      for (String copy : copies) {
        Session.execute(session, "drop index concurrently " + copy);
      }
      return copies.isEmpty()
          ? Optional.empty()
          : Optional.of("the invalid index " + String.join(", ", copies));
    }

    @Override
    public boolean isDone(Connection session) {
      return false;
    }
  }

  /** Nothing, because it is refused. */
  record Unnamed() implements Unfinished {
    @Override
    public Optional<String> clear(Connection session) {
      return Optional.empty();
    }

    @Override
    public boolean isDone(Connection session) {
      return false;
    }

    @Override
    public Optional<String> refusal(Connection session) {
      return Optional.of(
          "the index has no name; give it one, by which it is found again if this is cut short");
    }
  }

  /** Nothing: {@code vacuum} and others that do no harm twice, or say that it is done. */
  record Repeatable() implements Unfinished {
    @Override
    public Optional<String> clear(Connection session) {
      return Optional.empty();
    }

    @Override
    public boolean isDone(Connection session) {
      return false;
    }
  }

  private static Optional<String> first(Connection session, String sql, String... values)
      throws SQLException {
    return Session.all(session, sql, values).stream().findFirst();
  }
}
