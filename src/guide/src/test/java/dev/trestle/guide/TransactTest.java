package dev.trestle.guide;

import static dev.trestle.Verb.POST;
import static dev.trestle.guide.Guide.id;
import static dev.trestle.query.Crud.findOne;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.service.db.Tables.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.Isolation.SERIALIZABLE;
import static org.jooq.impl.DSL.update;

import dev.trestle.query.Prepared2;
import dev.trestle.query.Transactions;
import dev.trestle.service.db.tables.records.AccountsRecord;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactTest {
  @RegisterExtension static final TestApp app = Guide.app();

  private static final Prepared2<UUID, Long, Void> ADD =
      statement(
          UUID.class,
          Long.class,
          (user, amount) ->
              update(ACCOUNTS)
                  .set(ACCOUNTS.BALANCE, ACCOUNTS.BALANCE.plus(amount))
                  .where(ACCOUNTS.USER_ID.eq(user)));

  private final DSLContext db = app.db();
  private final UUID ada = UUID.fromString(id(1));
  private final UUID bo = UUID.fromString(id(2));

  private long balance(DSLContext context, UUID user) {
    return findOne(context, ACCOUNTS, ACCOUNTS.USER_ID.eq(user))
        .map(AccountsRecord::getBalance)
        .orElseThrow();
  }

  private static TestAnswer transfer(int from, int to, int amount) {
    return app.call(POST, "/transfer", Map.of("from", id(from), "to", id(to), "amount", amount));
  }

  @Test
  void allOfATransferHappensOrNone() {
    long before = balance(db, ada);

    transfer(1, 2, 10).expect(204);
    transfer(1, 3, 10).expectError(404, "Account not found");
    transfer(1, 2, 1_000).expectError(400, "Insufficient funds");
    assertThat(balance(db, ada)).isEqualTo(before - 10);
  }

  @Test
  void aTransactionInTheMiddleOfAFunctionIsALambda() {
    long sum =
        Transactions.of(db)
            .isolation(SERIALIZABLE)
            .retries(3)
            .run(tx -> balance(tx, ada) + balance(tx, bo));

    assertThat(sum).isEqualTo(100);
  }

  @Test
  void statementsThatAreKnownBeforehandAreAList() {
    long before = balance(db, bo);

    Transactions.of(db).execute(List.of(ADD.with(ada, -5L), ADD.with(bo, 5L)));

    assertThat(balance(db, bo)).isEqualTo(before + 5);
  }
}
