package dev.trestle.console.shop.books;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** Asks for each row of another. */
public final class Route {
  private Route() {}

  public static List<String> GET(DSLContext db) {
    List<String> names = new ArrayList<>();
    for (int id = 1; id <= 6; id++) {
      names.add(String.valueOf(db.fetchValue("select name from authors where id = ?", id)));
    }
    return names;
  }
}
