package dev.trestle.querytest;

import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.CachedFunction;
import dev.trestle.DataCache;
import dev.trestle.Failure;
import dev.trestle.Response;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Data that cannot be kept, and reading that could wait for good. */
@Timeout(60)
class DataMisuseTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  private final CachedFunction<Void, Integer> count =
      CachedFunction.of((DSLContext db) -> db.fetchCount(PEOPLE));
  private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile BiFunction<DSLContext, DataCache, Object> asked = (db, data) -> "";
  private Trestle app;

  @BeforeEach
  void start() {
    RouteDefinition route =
        RouteDefinition.at("/asked", "Asked")
            .on(Verb.GET, call -> Response.json(asked.apply(call.db(), call.data())));
    app =
        Trestle.of(() -> List.of(route))
            .database(database.url())
            .connections(it -> it.poolSize(1))
            .cache(CaffeineStore.ofBytes(1 << 20))
            .onFailure(failures::add)
            .port(0)
            .start();
  }

  @AfterEach
  void stop() {
    app.close();
    client.close();
  }

  private int ask() {
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(app.url() + "/asked")).build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatCannotBeKeptIsRefused() {
    CachedFunction<int[], Integer> array = CachedFunction.of((int[] x, DSLContext db) -> x.length);
    CachedFunction<Void, Object> nothing = CachedFunction.of((DSLContext db) -> null);
    CachedFunction<Void, Object> circle =
        CachedFunction.of((DSLContext db) -> {
          List<Object> list = new ArrayList<>();
          list.add(list);
          return list;
        });

    assertRefused(
        (db, data) -> data.get(array, new int[0]),
        "An argument of type int[] equals nothing but itself");
    assertRefused((db, data) -> data.get(nothing), "gave null; give an Optional");
    assertRefused((db, data) -> data.get(circle), "cannot be weighed as JSON");
  }

  private void assertRefused(BiFunction<DSLContext, DataCache, Object> question, String message) {
    asked = question;
    assertThat(ask()).isEqualTo(500);
    assertThat(failures).last().satisfies(f -> assertThat(f.cause()).hasMessageContaining(message));
  }

  @Test
  void inATransactionDataIsRefusedInsteadOfWaitingForAnotherConnection() {
    asked = (db, data) -> data.get(count);
    assertThat(ask()).isEqualTo(200);
    asked = (db, data) -> db.transactionResult(tx -> data.get(count));

    assertThat(ask()).isEqualTo(500);
    assertThat(failures)
        .singleElement()
        .satisfies(
            f -> assertThat(f.cause()).hasMessageContaining("This thread holds a connection"));
  }

  @Test
  void aLoadMayNotReadOtherData() {
    asked =
        (db, data) -> {
          CachedFunction<Void, Integer> outer =
              CachedFunction.of((DSLContext own) -> data.get(count));
          return data.get(outer);
        };

    assertThat(ask()).isEqualTo(500);
    assertThat(failures)
        .singleElement()
        .satisfies(f -> assertThat(f.cause()).hasMessageContaining("is read while other data is"));
  }

  @Test
  void withoutAStoreARouteThatReadsDataIsRefusedAtStart() {
    List<RouteDefinition> routes =
        List.of(
            RouteDefinition.at("/", "Reads")
                .on(Verb.GET, call -> Response.noContent())
                .readingData());

    assertThatThrownBy(() -> Trestle.of(() -> routes).port(0).start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("Reads takes a DataCache, but there is nowhere to keep its data");
  }
}
