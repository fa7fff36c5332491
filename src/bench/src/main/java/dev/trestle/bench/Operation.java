package dev.trestle.bench;

import java.util.Locale;

/** What is measured: the methods of {@link Queries}, which are those of {@link QueryBenchmark}. */
public enum Operation {
  LOOKUP,
  LIST,
  NESTED,
  INSERT;

  /** The name of the method. */
  public String method() {
    return name().toLowerCase(Locale.ROOT);
  }
}
