package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Caching;
import dev.trestle.spi.Call;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.Transacting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An application that does what a test gives it, at {@code /plain}, and in a transaction at {@code
 * /transactional}, {@code /retried} (twice) and {@code /brief} (for a tenth of a second): and what
 * came of it in the database, in the cache, and after the answer.
 */
final class Ledger
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  /** Something that a function does. */
  @FunctionalInterface
  interface Work {
    Response of(Call call) throws Exception;
  }

  private final Postgres postgres = new Postgres();
  private final Queue<String> tasks = new ConcurrentLinkedQueue<>();
  private volatile Work work;
  private volatile Work around;
  private DSLContext db;
  private Served http;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    postgres.beforeAll(context);
    db = DSL.using(postgres.dataSource(), SQLDialect.POSTGRES);
    db.execute("create table notes (text text)");
    db.execute(
        """
        create function refuse() returns trigger language plpgsql as $$
        begin
          raise exception 'not at the commit' using errcode = new.text;
        end $$;
        create constraint trigger refuse after insert on notes deferrable initially deferred
          for each row when (new.text ~ '^[0-9P]{5}$') execute function refuse()
        """);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    tasks.clear();
    around = inner -> Response.noContent();
    db.execute("truncate notes");
    http =
        Served.with(
                this::routes,
                app ->
                    app.database(postgres.url())
                        .connections(it -> it.poolSize(1))
                        .cache(new StillStore()))
            .start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    http.close();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    postgres.afterAll(context);
  }

  private List<RouteDefinition> routes() {
    Policy kept = Policy.none().withCaching(Caching.of(-1, -1));
    return List.of(
        RouteDefinition.at("/plain", "Plain").on(Verb.POST, call -> work.of(call)),
        at("/transactional", 0),
        at("/retried", 2),
        at("/brief", 0).with(Verb.POST, policy(0).withTimeout(Duration.ofMillis(100))),
        RouteDefinition.at("/wrapped", "Wrapped")
            .on(
                Verb.POST,
                call -> {
                  call.transaction(() -> work.of(call));
                  return around.of(call);
                },
                policy(0)),
        RouteDefinition.at("/kept/{n}", "Kept")
            .on(Verb.GET, call -> call.cached(inner -> Response.text("")), kept),
        get("/ready", call -> Response.text("")));
  }

  private RouteDefinition at(String template, int retries) {
    return RouteDefinition.at(template, template)
        .on(Verb.POST, call -> call.transaction(() -> work.of(call)), policy(retries));
  }

  private static Policy policy(int retries) {
    return Policy.none().withTransaction(new Transacting(Optional.empty(), false, retries));
  }

  /** Has this done there. */
  RawHttp.Answer ask(String path, Work asked) {
    work = asked;
    return http.sendBody("POST", path, "");
  }

  /** What is done around the transaction of {@code /wrapped}, after it. */
  void then(Work after) {
    around = after;
  }

  /** Fills the cache for these. */
  void keep(int upTo) {
    for (int n = 0; n < upTo; n++) {
      http.send("GET", "/kept/" + n);
    }
  }

  /** Which of them are not kept any more. */
  TreeSet<Integer> expired(int upTo) {
    TreeSet<Integer> expired = new TreeSet<>();
    for (int n = 0; n < upTo; n++) {
      if (http.send("GET", "/kept/" + n).header("X-Cache").orElseThrow().equals("MISS")) {
        expired.add(n);
      }
    }
    return expired;
  }

  /** Writes a row, and leaves a task, a cookie and a change of the cache of that name. */
  void leave(Call call, DSLContext where, int n) {
    where.execute("insert into notes values ('n" + n + "')");
    leave(call, n);
  }

  void leave(Call call, int n) {
    call.after().run(() -> done("n" + n));
    call.cookies().set(Cookie.of("n" + n, "1"));
    call.cache().expirePath("/kept/" + n);
  }

  void done(String task) {
    tasks.add(task);
  }

  /** The tasks that have run; the application is at its end then. */
  List<String> tasks() {
    http.close();
    return List.copyOf(tasks);
  }

  /** What is stored. */
  List<String> notes() {
    return db.fetchValues("select text from notes").stream().map(String::valueOf).toList();
  }

  /** What is stored, which is then forgotten. */
  List<String> takeNotes() {
    return db.fetchValues("delete from notes returning text").stream()
        .map(String::valueOf)
        .toList();
  }

  /** The names of an answer's cookies. */
  static List<String> cookies(RawHttp.Answer answer) {
    return answer.headers().stream()
        .filter(header -> header.startsWith("Set-Cookie:"))
        .map(header -> header.substring("Set-Cookie:".length()).strip().split("=", 2)[0])
        .toList();
  }

  /** Nothing of what was left under these numbers is anywhere. */
  void assertNothing(RawHttp.Answer answer, int upTo) {
    assertThat(cookies(answer)).isEmpty();
    assertThat(expired(upTo)).isEmpty();
    assertThat(notes()).isEmpty();
    assertThat(tasks()).isEmpty();
  }

  /** All that was left under this number, and nothing else, is there. */
  void assertOnly(RawHttp.Answer answer, int n, int upTo) {
    assertThat(cookies(answer)).containsExactly("n" + n);
    assertThat(expired(upTo)).containsExactly(n);
    assertThat(notes()).containsExactly("n" + n);
    assertThat(tasks()).containsExactly("n" + n);
  }
}
