package dev.trestle.backfill;

/** What a backfill does, as its user wrote it. */
record Definition(String name, String table, String assignments, String condition) {
  private static final int LONGEST_NAME = 200;

  Definition {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a backfill; take one like users.display_name.");
    }
    require(table, "table", "users");
    require(assignments, "assignments", "display_name = name");
    require(condition, "condition", "display_name is distinct from name");
  }

  private static void require(String text, String what, String example) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("The " + what + " is empty; say it, like " + example);
    }
  }

  /** For messages, on one line. */
  @Override
  public String toString() {
    return ("update " + table + " set " + assignments + " where " + condition)
        .strip()
        .replaceAll("\\s+", " ");
  }
}
