package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.query.Transactions;
import dev.trestle.spi.Call;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R60, R77, R83: an answer that is thrown goes out, and a transaction around it is undone. */
class ThrownResponseTest {
  private static final Queue<Failure> FAILURES = new ConcurrentLinkedQueue<>();

  @Order(1)
  @RegisterExtension
  static final Postgres postgres = new Postgres();

  @Order(2)
  @RegisterExtension
  static final Served http =
      Served.with(
          ThrownResponseTest::routes,
          app ->
              app.database(postgres.url())
                  .connections(it -> it.poolSize(1))
                  .onFailure(FAILURES::add));

  private static DSLContext db;

  @BeforeAll
  static void create() {
    db = DSL.using(postgres.dataSource(), SQLDialect.POSTGRES);
    db.execute("create table notes (text text)");
  }

  @BeforeEach
  void empty() {
    db.execute("truncate notes");
    FAILURES.clear();
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/ours/{what}", "Ours")
            .on(
                Verb.POST,
                call ->
                    Transactions.of(call.db())
                        .run(tx -> written(tx, call.request().variable("what")))),
        RouteDefinition.at("/jooqs/{what}", "Jooqs")
            .on(
                Verb.POST,
                call ->
                    call.db()
                        .transactionResult(
                            tx -> written(tx.dsl(), call.request().variable("what")))),
        RouteDefinition.at("/savepoint", "Savepoint").on(Verb.POST, ThrownResponseTest::savepoint),
        get(
            "/cookie",
            call -> {
              call.cookies().set(Cookie.of("seen", "1"));
              throw Response.redirect("/x").thrown();
            }));
  }

  private static Response written(DSLContext db, String what) {
    db.execute("insert into notes values ('written')");
    return switch (what) {
      case "response" -> throw Response.seeOther("/x").thrown();
      case "error" -> throw HttpError.conflict("Taken");
      default -> Response.text("kept");
    };
  }

  /** The inner one ends with an answer, which the outer one keeps to itself. */
  private static Response savepoint(Call call) {
    return Transactions.of(call.db())
        .run(tx -> {
          tx.execute("insert into notes values ('outer')");
          try {
            return Transactions.of(tx).run(inner -> written(inner, "response"));
          } catch (ThrownResponse thrown) {
            return thrown.response().withStatus(200);
          }
        });
  }

  private static List<String> notes() {
    return db.fetchValues("select text from notes").stream().map(String::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/ours/response, 303",
    "/ours/error, 409",
    "/jooqs/response, 303",
    "/jooqs/error, 409",
  })
  void theAnswerGoesOutAndTheTransactionIsUndone(String path, int status) {
    RawHttp.Answer answer = http.send("POST", path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Location").isPresent()).isEqualTo(status == 303);
    assertThat(notes()).isEmpty();
    assertThat(FAILURES).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ours/text", "/jooqs/text"})
  void anAnswerThatIsReturnedKeepsIt(String path) {
    assertThat(http.send("POST", path).body()).isEqualTo("kept");
    assertThat(notes()).containsExactly("written");
  }

  @Test
  void whoCatchesItWithinATransactionKeepsTheRestOfIt() {
    assertThat(http.send("POST", "/savepoint").status()).isEqualTo(200);
    assertThat(notes()).containsExactly("outer");
  }

  @Test
  void itTakesTheCookiesAlong() {
    RawHttp.Answer answer = http.send("GET", "/cookie");

    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.header("Location")).contains("/x");
    assertThat(answer.header("Set-Cookie").orElseThrow()).startsWith("seen=1; ");
  }
}
