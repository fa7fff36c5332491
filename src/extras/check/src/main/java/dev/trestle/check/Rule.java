package dev.trestle.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is looked for. The name in reports and in {@code -- trestle:allow} is {@link #id}. */
public enum Rule {
  /** A table is written anew while nobody can use it. */
  TABLE_REWRITE,
  /** A column gets another type. */
  CHANGE_TYPE,
  /** A column comes with a default that each row needs computed, so the table is rewritten. */
  VOLATILE_DEFAULT,
  /** A stored generated column comes, so the table is rewritten. */
  STORED_GENERATED_COLUMN,
  /** A check or foreign key looks at all rows while it is added. */
  CONSTRAINT_WITHOUT_NOT_VALID,
  /** A unique, primary or exclusion constraint builds its index while nobody can use the table. */
  CONSTRAINT_BUILDS_INDEX,
  /** All rows are looked at for nulls while nobody can use the table. */
  SET_NOT_NULL,
  /** A new column must have a value that neither existing rows nor the deployed service give. */
  NOT_NULL_WITHOUT_DEFAULT,
  /** A default goes that the deployed service may rely on. */
  DROP_DEFAULT,
  /** A column that was never null may be. */
  DROP_NOT_NULL,
  /** An index is built while nobody can write. */
  INDEX_NOT_CONCURRENT,
  /** A foreign key has no index, so a delete or update of what it refers to reads all rows. */
  MISSING_INDEX,
  /** All rows of a table are read while it is locked. */
  SCAN_UNDER_LOCK,
  /** A table stays locked while work is done on another. */
  LOCK_HELD,
  /** More than one table is locked against reads at once. */
  SEVERAL_TABLES_LOCKED,
  /** A lock that stops others, for the moment until the commit. */
  BRIEF_LOCK,
  /** Each row of a table is changed in one transaction. */
  WHOLE_TABLE_CHANGE,
  /** All rows of a table go. */
  TRUNCATE,
  /** A column goes that the deployed classes name. */
  DROP_COLUMN,
  /** A column gets another name, and the deployed classes have the old one. */
  RENAME_COLUMN,
  /** A table or view goes that the deployed classes name. */
  DROP_TABLE,
  /** A table or view gets another name or schema, and the deployed classes have the old one. */
  RENAME_TABLE,
  /** A function, type or sequence goes, or gets another name. */
  DROP_OBJECT,
  /** A value of an enum gets another name, and the deployed classes have the old one. */
  RENAME_ENUM_VALUE,
  /** A value of an enum comes that the deployed classes do not know. */
  ADD_ENUM_VALUE,
  /** A migration begins or ends transactions itself. */
  TRANSACTION_CONTROL,
  /** A statement that cannot be in a transaction is not alone in its file. */
  MIXED_TRANSACTION,
  /** A statement is refused. */
  FAILED,
  /** The rows made up for the check do not fit, so a file was checked over empty tables. */
  GENERATED_ROWS,
  /** A comment that allows something is wrong, or allows nothing. */
  ALLOW;

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /**
   * Its name for people.
   *
   * @return in lower case with hyphens, {@code index-not-concurrent}
   */
  public String id() {
    return id;
  }

  /**
   * The rule of a name.
   *
   * @param id as {@link #id} gives it
   * @return empty if there is none
   */
  public static Optional<Rule> of(String id) {
    return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
  }
}
