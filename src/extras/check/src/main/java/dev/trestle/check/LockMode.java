package dev.trestle.check;

import java.util.Arrays;

/** PostgreSQL's locks of tables that others can notice, from weak to strong. */
enum LockMode {
  NONE("", ""),
  ACCESS_SHARE("AccessShareLock", ""),
  ROW_SHARE("RowShareLock", ""),
  ROW_EXCLUSIVE("RowExclusiveLock", ""),
  SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock", ""),
  SHARE("ShareLock", "writes"),
  SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", "writes"),
  EXCLUSIVE("ExclusiveLock", "writes"),
  ACCESS_EXCLUSIVE("AccessExclusiveLock", "reads and writes");

  private final String catalogName;
  private final String blocks;

  LockMode(String catalogName, String blocks) {
    this.catalogName = catalogName;
    this.blocks = blocks;
  }

  /** As {@code pg_locks} calls it. */
  static LockMode of(String catalogName) {
    return Arrays.stream(values())
        .filter(mode -> mode.catalogName.equals(catalogName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(catalogName));
  }

  /** What it keeps from a service: {@code writes}, or {@code reads and writes}; or nothing. */
  String blocks() {
    return blocks;
  }

  boolean blocksWrites() {
    return !blocks.isEmpty();
  }

  @Override
  public String toString() {
    return name().replace('_', ' ');
  }
}
