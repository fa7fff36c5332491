package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.query.Mapping;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared2;
import dev.trestle.query.Statements;
import dev.trestle.query.Transactions;
import dev.trestle.spi.Call;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** Routes that run statements in every way there is. */
final class WatchedRoutes {
  record Sender(String name, List<String> letters) {}

  static final Prepared1<Integer, String> NAME =
      prepare(Integer.class, id -> select(PEOPLE.NAME).from(PEOPLE).where(PEOPLE.ID.eq(id)))
          .as(value());

  static final Prepared2<Integer, String, Void> ADD =
      Statements.statement(
          Integer.class,
          String.class,
          (id, name) -> insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME).values(id, name));

  static final Prepared0<Sender> SENDERS =
      prepare(() ->
              select(
                      PEOPLE.NAME,
                      many(
                          PEOPLE.lettersSenderIdFkey(),
                          select(LETTERS.BODY).from(LETTERS).orderBy(LETTERS.ID),
                          value()))
                  .from(PEOPLE)
                  .orderBy(PEOPLE.ID))
          .as(Mapping.mapping(Sender::new));

  private static final AtomicInteger WRITTEN = new AtomicInteger();

  /** Counts how often it is written anew. */
  private static final Prepared0<Integer> COUNTING =
      prepare(
              () -> {
                WRITTEN.incrementAndGet();
                return select(val(1));
              })
          .as(value());

  private WatchedRoutes() {}

  static List<RouteDefinition> routes() {
    return List.of(
        get("/people/{id}", call -> NAME.with(id(call)).fetchOptional(call.db()).orElse("")),
        get("/senders", call -> SENDERS.with().fetch(call.db()).size()),
        get("/add/{id}", call -> ADD.with(id(call), "se\ncret").execute(call.db())),
        get("/written", call -> COUNTING.with().fetch(call.db()).size() * WRITTEN.get()),
        get("/none", call -> call.db().dialect().name()),
        get("/jooq", call -> jooq(call.db())),
        get("/plain", call -> call.db().fetch("select ?::text\nwhere true", "se\ncret").size()),
        get("/loop/{times}", call -> loop(call.db(), call.variable("times", Parser.INTEGER))),
        get("/batch", call -> batch(call.db())),
        get("/retried", call -> retried(call.db())),
        get("/transaction", call -> transaction(call.db())));
  }

  private interface Body {
    Object of(Call call);
  }

  private static RouteDefinition get(String template, Body body) {
    Handler handler = call -> Response.json(body.of(call));
    return RouteDefinition.at(template, template).on(Verb.GET, handler);
  }

  private static int id(Call call) {
    return call.variable("id", Parser.INTEGER);
  }

  private static int jooq(DSLContext db) {
    return db.selectFrom(PEOPLE).where(PEOPLE.NAME.ne("secret")).fetch().size();
  }

  private static int loop(DSLContext db, int times) {
    for (int i = 0; i < times; i++) {
      NAME.with(i).fetchOptional(db);
    }
    return times;
  }

  private static int batch(DSLContext db) {
    return db.batch(
                db.update(PEOPLE).set(PEOPLE.NAME, "secret1").where(PEOPLE.ID.eq(1)),
                db.update(PEOPLE).set(PEOPLE.NAME, "secret2").where(PEOPLE.ID.eq(2)),
                db.deleteFrom(PEOPLE).where(PEOPLE.NAME.eq("secret3")))
            .execute()
            .length
        + db.batch(db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME).values((Integer) null, null))
            .bind(11, "secret4")
            .bind(12, "secret5")
            .execute()
            .length;
  }

  /** Fails four times, as PostgreSQL would where two transactions meet. */
  private static int retried(DSLContext db) {
    AtomicInteger attempts = new AtomicInteger();
    return Transactions.of(db)
        .retries(5)
        .run(tx -> {
          loop(tx, 3);
          if (attempts.incrementAndGet() < 5) {
            tx.execute("do $$ begin raise exception using errcode = '40001'; end $$");
          }
          return attempts.get();
        });
  }

  private static int transaction(DSLContext db) {
    return db.transactionResult(tx -> {
      NAME.with(1).fetchOptional(tx.dsl());
      try {
        tx.dsl().transaction(nested -> ADD.with(1, "again").execute(nested.dsl()));
      } catch (DataAccessException e) {
        return tx.dsl().fetchCount(PEOPLE);
      }
      return -1;
    });
  }
}
