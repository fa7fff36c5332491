package dev.trestle.internal.admission;

/** Who goes before whom. */
enum Rank {
  /** What tells whether the application is well. */
  FIRST,
  /** Who has had a connection before. */
  BEGUN,
  /** All others; only they are refused because too many wait. */
  NEW
}
