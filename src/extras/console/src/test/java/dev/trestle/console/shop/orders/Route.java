package dev.trestle.console.shop.orders;

import dev.trestle.policy.BodyLimit;
import dev.trestle.policy.Transactional;
import org.jooq.DSLContext;

/** Changes something. */
public final class Route {
  private Route() {}

  record Order(int book, String buyer) {}

  @Transactional(retries = 3)
  @BodyLimit(bytes = 1024)
  public static void POST(DSLContext tx, Order order) {
    tx.execute("update books set price = price where id = ?", order.book());
  }
}
