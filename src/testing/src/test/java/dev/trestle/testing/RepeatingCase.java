package dev.trestle.testing;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.Verb;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests of somebody with a loop in a route; run by {@link RepeatsTest}, since some have to fail.
 */
class RepeatingCase {
  @RegisterExtension
  static final TestApp app =
      TestApp.of(TestDatabase.migrated("classpath:db/migration"), RepeatingCase::builder);

  private static TrestleBuilder builder() {
    RouteDefinition route =
        RouteDefinition.at("/loop/{times}", "Loop")
            .on(
                Verb.GET,
                call -> {
                  loop(call.db(), call.variable("times", Parser.INTEGER));
                  return Response.noContent();
                });
    return Trestle.of(() -> List.of(route));
  }

  private static void loop(DSLContext db, int times) {
    for (int i = 0; i < times; i++) {
      db.fetch("select ?::int", i);
    }
  }

  @Test
  void fourTimes() {
    app.call(Verb.GET, "/loop/4");
    app.call(Verb.GET, "/loop/4");
  }

  @Test
  void fiveTimes() {
    app.call(Verb.GET, "/loop/5");
  }

  @Test
  void outsideOfARequest() {
    loop(app.db(), 10);
  }

  /** The same application, which allows more by itself. */
  static class Lenient {
    @RegisterExtension
    static final TestApp app =
        TestApp.of(
            TestDatabase.migrated("classpath:db/migration"),
            () -> builder().statements(it -> it.repeatLimit(5)));

    @Test
    void fiveTimes() {
      app.call(Verb.GET, "/loop/5");
    }

    @Test
    void sixTimes() {
      app.call(Verb.GET, "/loop/6");
    }
  }

  /** The same application with a limit of its own for the tests. */
  static class Tolerant {
    @RegisterExtension
    static final TestApp app =
        TestApp.of(TestDatabase.migrated("classpath:db/migration"), RepeatingCase::builder)
            .repeatLimit(6);

    @Test
    void sixTimes() {
      app.call(Verb.GET, "/loop/6");
    }

    @Test
    void sevenTimes() {
      app.call(Verb.GET, "/loop/7");
    }
  }
}
