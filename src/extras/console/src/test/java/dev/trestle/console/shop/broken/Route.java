package dev.trestle.console.shop.broken;

import org.jooq.DSLContext;

/** Asks for what is not there. */
public final class Route {
  private Route() {}

  public static String GET(DSLContext db) {
    return String.valueOf(db.fetchValue("select nothing from nowhere"));
  }
}
