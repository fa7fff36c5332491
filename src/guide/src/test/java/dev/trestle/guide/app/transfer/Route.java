package dev.trestle.guide.app.transfer;

import static dev.trestle.HttpError.notFound;
import static dev.trestle.service.db.Tables.ACCOUNTS;

import dev.trestle.guide.InsufficientFunds;
import dev.trestle.policy.Transactional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /transfer} */
public final class Route {
  private Route() {}

  record Order(UUID from, UUID to, long amount) {}

  @Transactional(retries = 3)
  public static void POST(DSLContext tx, Order order) {
    int debited =
        tx.update(ACCOUNTS)
            .set(ACCOUNTS.BALANCE, ACCOUNTS.BALANCE.minus(order.amount()))
            .where(ACCOUNTS.USER_ID.eq(order.from()), ACCOUNTS.BALANCE.ge(order.amount()))
            .execute();
    if (debited == 0) {
      throw new InsufficientFunds();
    }
    int credited =
        tx.update(ACCOUNTS)
            .set(ACCOUNTS.BALANCE, ACCOUNTS.BALANCE.plus(order.amount()))
            .where(ACCOUNTS.USER_ID.eq(order.to()))
            .execute();
    if (credited == 0) {
      throw notFound("Account not found");
    }
  }
}
