package dev.trestle.query;

/**
 * How many statements the shared lookups of an application took, since it started. The figures are
 * read one after the other, so those of a moment in which calls end may not fit exactly.
 *
 * <p>Calls that are not shared count nowhere here: within a transaction, with a time limit or a
 * cancellation of their own, or where sharing is turned off.
 *
 * @param calls that were answered
 * @param shared those of them that were answered together with others
 * @param statements that were sent for the calls, also those that failed
 * @param largest how many calls one statement answered at most
 * @see dev.trestle.Trestle#sharedLookups
 */
public record SharedLookups(long calls, long shared, long statements, int largest) {
  /** Of an application that has none. */
  public static final SharedLookups NONE = new SharedLookups(0, 0, 0, 0);
}
