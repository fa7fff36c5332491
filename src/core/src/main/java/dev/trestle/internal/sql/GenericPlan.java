package dev.trestle.internal.sql;

/**
 * A query with the plan that the server has for all arguments, as it is sent: what travels in one
 * go is one transaction, so the setting is gone with the query, whether that ends well or not; in a
 * transaction of somebody's it is put back, or undone with all else.
 */
public final class GenericPlan {
  private static final String BEFORE = "set plan_cache_mode = force_generic_plan\n;\n";
  private static final String AFTER = "\n;\nreset plan_cache_mode";

  private GenericPlan() {}

  /** A query, and what goes around it. */
  public static String around(String query) {
    return BEFORE + query + AFTER;
  }

  /** The query within what is sent; what has nothing around it, as it is. */
  public static String within(String sent) {
    return sent.startsWith(BEFORE) && sent.endsWith(AFTER)
        ? sent.substring(BEFORE.length(), sent.length() - AFTER.length())
        : sent;
  }
}
