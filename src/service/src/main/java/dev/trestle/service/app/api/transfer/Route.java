package dev.trestle.service.app.api.transfer;

import static dev.trestle.HttpError.badRequest;
import static dev.trestle.HttpError.notFound;
import static dev.trestle.service.db.Tables.ACCOUNTS;
import static dev.trestle.service.db.Tables.TRANSACTIONS;
import static org.jooq.Records.mapping;

import dev.trestle.Check;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/transfer} */
public final class Route {
  private Route() {}

  /** Who gives whom how much, in the smallest unit of the currency. */
  record Order(UUID fromUserId, UUID toUserId, long amount) {
    Order {
      Check.that(fromUserId != null, "fromUserId", "is required")
          .and(toUserId != null, "toUserId", "is required")
          .and(fromUserId == null || !fromUserId.equals(toUserId), "toUserId", "must be another")
          .and(amount > 0, "amount", "must be greater than 0")
          .orThrow();
    }
  }

  record Account(UUID id, UUID userId, long balance) {}

  record Transaction(
      UUID id,
      UUID fromUserId,
      UUID toUserId,
      long amount,
      String status,
      OffsetDateTime createdAt) {}

  record Transfer(Account sender, Account receiver, Transaction transaction) {}

  /** All of it happens, or none. */
  public static Transfer POST(DSLContext db, Order order) {
    return db.transactionResult(tx -> transfer(tx.dsl(), order));
  }

  private static Transfer transfer(DSLContext tx, Order order) {
    // Locked in one order, so that opposite transfers cannot wait for each other.
    Map<UUID, Long> balances =
        tx.select(ACCOUNTS.USER_ID, ACCOUNTS.BALANCE)
            .from(ACCOUNTS)
            .where(ACCOUNTS.USER_ID.in(order.fromUserId(), order.toUserId()))
            .orderBy(ACCOUNTS.USER_ID)
            .forUpdate()
            .fetchMap(ACCOUNTS.USER_ID, ACCOUNTS.BALANCE);
    if (balances.size() < 2) {
      throw notFound("Account not found");
    }
    if (balances.get(order.fromUserId()) < order.amount()) {
      throw badRequest("Insufficient funds");
    }
    return new Transfer(
        add(tx, order.fromUserId(), -order.amount()),
        add(tx, order.toUserId(), order.amount()),
        tx.insertInto(TRANSACTIONS)
            .set(TRANSACTIONS.FROM_USER_ID, order.fromUserId())
            .set(TRANSACTIONS.TO_USER_ID, order.toUserId())
            .set(TRANSACTIONS.AMOUNT, order.amount())
            .set(TRANSACTIONS.STATUS, "completed")
            .returningResult(
                TRANSACTIONS.ID,
                TRANSACTIONS.FROM_USER_ID,
                TRANSACTIONS.TO_USER_ID,
                TRANSACTIONS.AMOUNT,
                TRANSACTIONS.STATUS,
                TRANSACTIONS.CREATED_AT)
            .fetchSingle(mapping(Transaction::new)));
  }

  private static Account add(DSLContext tx, UUID userId, long amount) {
    return tx.update(ACCOUNTS)
        .set(ACCOUNTS.BALANCE, ACCOUNTS.BALANCE.plus(amount))
        .where(ACCOUNTS.USER_ID.eq(userId))
        .returningResult(ACCOUNTS.ID, ACCOUNTS.USER_ID, ACCOUNTS.BALANCE)
        .fetchSingle(mapping(Account::new));
  }
}
