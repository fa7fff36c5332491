package dev.trestle;

import static dev.trestle.Served.get;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared1;
import dev.trestle.query.SharedLookups;
import dev.trestle.spi.RouteTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether an application's lookups are shared, and how many were. */
class SharedLookupsTest {
  @RegisterExtension static final Postgres postgres = new Postgres();

  private static final Prepared1<Integer, Integer> TWICE =
      prepare(Integer.class, number -> select(field("{0} * 2", Integer.class, number)))
          .as(value())
          .shared();

  private static RouteTable routes() {
    return () ->
        List.of(
            get("/twice", call -> Response.text("" + TWICE.with(21).fetchSingle(call.db()))),
            get(
                "/within",
                call ->
                    Response.text(
                        call.db()
                            .transactionResult(tx -> "" + TWICE.with(21).fetchSingle(tx.dsl())))));
  }

  private static SharedLookups after(String path, TrestleBuilder builder) {
    try (Trestle app = builder.start()) {
      assertThat(new RawHttp(app.port()).send("GET", path).body()).isEqualTo("42");
      return app.sharedLookups();
    }
  }

  private static TrestleBuilder app() {
    return Trestle.of(routes()).port(0).database(postgres.url());
  }

  @Test
  void aRequestsCallIsCounted() {
    assertThat(after("/twice", app())).isEqualTo(new SharedLookups(1, 0, 1, 1));
  }

  @Test
  void aCallWithinATransactionIsNot() {
    assertThat(after("/within", app())).isEqualTo(SharedLookups.NONE);
  }

  @Test
  void theyCanBeTurnedOffInCode() {
    assertThat(after("/twice", app().connections(it -> it.sharedLookups(false))))
        .isEqualTo(SharedLookups.NONE);
  }

  @Test
  void theyCanBeTurnedOffFromOutside() {
    Environment off = Environment.of(Map.of("SHARED_LOOKUPS", "off", "PORT", "0"));

    assertThat(
            after("/twice", Trestle.of(routes()).environment(off).port(0).database(postgres.url())))
        .isEqualTo(SharedLookups.NONE);
  }

  @Test
  void withoutADatabaseThereAreNone() {
    try (Trestle app = Trestle.of(() -> List.of()).port(0).start()) {
      assertThat(app.sharedLookups()).isEqualTo(SharedLookups.NONE);
    }
  }
}
