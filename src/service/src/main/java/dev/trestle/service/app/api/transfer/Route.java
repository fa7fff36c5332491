package dev.trestle.service.app.api.transfer;

import static dev.trestle.HttpError.badRequest;
import static dev.trestle.HttpError.notFound;
import static dev.trestle.query.BoundQuery.fetchSingles;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.ACCOUNTS;
import static dev.trestle.service.db.Tables.TRANSACTIONS;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import dev.trestle.After;
import dev.trestle.Answer;
import dev.trestle.Check;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.Takes;
import dev.trestle.query.Prepared2;
import dev.trestle.query.Prepared3;
import dev.trestle.query.Transactions;
import dev.trestle.service.model.IdempotencyKey;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/transfer} */
public final class Route {
  private static final int RETRIES = 3;

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

  /** Locks two accounts in one order, so that opposite transfers cannot wait for each other. */
  private static final Prepared2<UUID, UUID, Account> LOCK =
      prepare(
              UUID.class,
              UUID.class,
              (from, to) ->
                  select(ACCOUNTS.ID, ACCOUNTS.USER_ID, ACCOUNTS.BALANCE)
                      .from(ACCOUNTS)
                      .where(ACCOUNTS.USER_ID.in(from, to))
                      .orderBy(ACCOUNTS.USER_ID)
                      .forUpdate())
          .as(mapping(Account::new));

  private static final Prepared2<UUID, Long, Account> ADD =
      prepare(
              UUID.class,
              Long.class,
              (userId, amount) ->
                  update(ACCOUNTS)
                      .set(ACCOUNTS.BALANCE, ACCOUNTS.BALANCE.plus(amount))
                      .where(ACCOUNTS.USER_ID.eq(userId))
                      .returningResult(ACCOUNTS.ID, ACCOUNTS.USER_ID, ACCOUNTS.BALANCE))
          .as(mapping(Account::new));

  private static final Prepared3<UUID, UUID, Long, Transaction> RECORD =
      prepare(
              UUID.class,
              UUID.class,
              Long.class,
              (from, to, amount) ->
                  insertInto(TRANSACTIONS)
                      .set(TRANSACTIONS.FROM_USER_ID, from)
                      .set(TRANSACTIONS.TO_USER_ID, to)
                      .set(TRANSACTIONS.AMOUNT, amount)
                      .set(TRANSACTIONS.STATUS, "completed")
                      .returningResult(
                          TRANSACTIONS.ID,
                          TRANSACTIONS.FROM_USER_ID,
                          TRANSACTIONS.TO_USER_ID,
                          TRANSACTIONS.AMOUNT,
                          TRANSACTIONS.STATUS,
                          TRANSACTIONS.CREATED_AT))
          .as(mapping(Transaction::new));

  /** All of it happens, or none; under an {@code Idempotency-Key} once. */
  @Takes(
      header = IdempotencyKey.HEADER,
      description = "Under one key it happens once within a day; 1 to 255 visible characters.")
  @Answer(
      body = Transfer.class,
      headers = IdempotencyKey.REPLAYED + ": `true` if it happened before.")
  @Answer(status = 404)
  @Answer(status = 422, description = "The Idempotency-Key came with another request before.")
  public static Response POST(DSLContext db, Request request, After after, Order order) {
    Optional<IdempotencyKey> key = IdempotencyKey.of(request);
    if (key.isEmpty()) {
      return Response.json(Transactions.of(db).retries(RETRIES).run(tx -> transfer(tx, order)));
    }
    Response answer = key.get().answer(db, order, tx -> transfer(tx, order));
    after.run(() -> IdempotencyKey.forgetOld(db));
    return answer;
  }

  private static Transfer transfer(DSLContext tx, Order order) {
    List<Account> accounts = LOCK.with(order.fromUserId(), order.toUserId()).fetch(tx);
    if (accounts.size() < 2) {
      throw notFound("Account not found");
    }
    if (balance(accounts, order.fromUserId()) < order.amount()) {
      throw badRequest("Insufficient funds");
    }
    return fetchSingles(
        tx,
        ADD.with(order.fromUserId(), -order.amount()),
        ADD.with(order.toUserId(), order.amount()),
        RECORD.with(order.fromUserId(), order.toUserId(), order.amount()),
        Transfer::new);
  }

  private static long balance(List<Account> accounts, UUID userId) {
    return accounts.stream()
        .filter(account -> account.userId().equals(userId))
        .mapToLong(Account::balance)
        .sum();
  }
}
