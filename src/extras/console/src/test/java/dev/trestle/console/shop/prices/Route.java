package dev.trestle.console.shop.prices;

import dev.trestle.policy.Cached;
import dev.trestle.policy.Cors;
import java.math.BigDecimal;
import org.jooq.DSLContext;

/** What is kept. */
public final class Route {
  private Route() {}

  @Cached(seconds = 60, tags = "prices")
  @Cors(origins = "https://app.example")
  public static BigDecimal GET(DSLContext db) {
    return db.fetchSingle("select sum(price) as sum from books").get("sum", BigDecimal.class);
  }
}
