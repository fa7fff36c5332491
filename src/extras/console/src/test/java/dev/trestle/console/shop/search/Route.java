package dev.trestle.console.shop.search;

import java.util.List;
import org.jooq.DSLContext;

/** Looks for what somebody says. */
public final class Route {
  private Route() {}

  record Search(String q) {}

  public static List<String> GET(DSLContext db, Search search) {
    return db.fetch("select title from books where title = ?", search.q())
        .getValues(0, String.class);
  }
}
