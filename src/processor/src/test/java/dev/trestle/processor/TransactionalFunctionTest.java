package dev.trestle.processor;

import static dev.trestle.processor.Compilation.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Verb;
import dev.trestle.spi.Policy;
import dev.trestle.spi.Transacting;
import java.util.Optional;
import org.jooq.Isolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that run in a transaction: their parameters are read before it begins. */
class TransactionalFunctionTest {
  private static final Transacting USUAL = new Transacting(Optional.empty(), false, 0);

  @RegisterExtension final Compilation compilation = new Compilation();

  private static String route(String functions) {
    return """
    package app.a;
    import dev.trestle.*;
    import dev.trestle.policy.*;
    import dev.trestle.query.*;
    import org.jooq.DSLContext;
    import static dev.trestle.policy.Transactional.Isolation.*;
    public final class Route {
      record Body(String text) {}
      %s
    }
    """
        .formatted(functions);
  }

  @Test
  void theParametersAreReadBeforeItBegins() {
    compilation.compile(
        ROOT,
        """
        package app;
        public final class Middleware {
          public record User(String name) {}
          public static User user() { return new User("Ada"); }
        }
        """,
        """
        package app.a._id;
        import dev.trestle.*;
        import org.jooq.DSLContext;
        public final class Route {
          record Body(String text) {}
          @dev.trestle.policy.Transactional
          public static String PUT(
              DSLContext tx, int id, Body call, app.Middleware.User someone, Cookies user) {
            return id + call.text() + someone.name();
          }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.a._id.RouteBinding"))
        .contains(
            """
                app.Middleware.User user = Objects.requireNonNull(app.Middleware.user(), "app.Middleware.user gave null");
                var id = call.variable("id", Parser.INTEGER);
                var call2 = call.body(app.a._id.Route.Body.class);
                var user2 = call.cookies();
                return call.transaction(() -> {
                  return Response.json(Route.PUT(call.db(), id, call2, user, user2));
                });
            """);
  }

  @Test
  void whatIsLeftIsTakenLikeAnyParameter() {
    compilation.compileApp(
        """
        package app.a;
        import dev.trestle.*;
        import dev.trestle.policy.Transactional;
        import org.jooq.DSLContext;
        public final class Route {
          record Order(String item) {}
          record Receipt(String number) {
            static Receipt of(DSLContext tx, Order order) { return new Receipt(order.item()); }
          }
          static final class Mail {
            static void send(Receipt receipt) {}
          }

          @Transactional(retries = 3)
          public static Response POST(DSLContext tx, Cookies cookies, After after, Order order) {
            Receipt receipt = Receipt.of(tx, order);
            cookies.set(Cookie.of("receipt", receipt.number()));
            after.run(() -> Mail.send(receipt));
            return Response.json(201, receipt);
          }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.a.RouteBinding"))
        .contains(
            """
                var cookies = call.cookies();
                var after = call.after();
                var order = call.body(app.a.Route.Order.class);
                return call.transaction(() -> {
                  return Route.POST(call.db(), cookies, after, order);
                });
            """);
  }

  @Test
  void theTableSaysHowItBegins() {
    compilation.compileApp(
        route(
            """
            @Transactional(isolation = SERIALIZABLE, retries = 3)
            public static void POST(DSLContext tx) {}
            @Transactional(readOnly = true, isolation = REPEATABLE_READ)
            public static void GET(DSLContext tx) {}
            @Transactional
            public static void PUT(DSLContext tx) {}
            public static void DELETE(DSLContext db) {}
            """));

    assertThat(compilation.messages()).isEmpty();
    assertThat(policy(Verb.POST).transaction())
        .contains(new Transacting(Optional.of(Isolation.SERIALIZABLE), false, 3));
    assertThat(policy(Verb.GET).transaction())
        .contains(new Transacting(Optional.of(Isolation.REPEATABLE_READ), true, 0));
    assertThat(policy(Verb.PUT).transaction()).contains(USUAL);
    assertThat(compilation.table("app.Routes").routes().getFirst().policies())
        .doesNotContainKey(Verb.DELETE);
  }

  @Test
  void aPackageCountsForAllBelowAndAFunctionMayBeLeftOut() {
    compilation.compile(
        "@dev.trestle.AppRoot @dev.trestle.policy.Transactional\npackage app;\n",
        route(
            """
            public static BoundQuery<String> GET() { return null; }
            public static void POST() {}
            @Transactional(false) public static void PUT(DSLContext db) {}
            """));

    assertThat(compilation.messages()).isEmpty();
    assertThat(policy(Verb.GET).transaction()).contains(USUAL);
    assertThat(policy(Verb.POST).transaction()).contains(USUAL);
    assertThat(policy(Verb.PUT).transaction()).isEmpty();
    assertThat(compilation.generated("app.a.RouteBinding"))
        .contains("  return Response.rows(call.db(), Route.GET());")
        .containsOnlyOnce("return Response.rows");
    assertThat(compilation.generated("app.a.RouteBinding").split("call.transaction")).hasSize(3);
  }

  @Test
  void aPackageThatIsAnnotatedLaterBindsItsRoutesAnew() {
    compilation.compile(ROOT, route("public static void POST(DSLContext tx) {}"));
    compilation.compile("@dev.trestle.policy.Transactional\npackage app.a;\n");

    assertThat(compilation.messages()).isEmpty();
    assertThat(policy(Verb.POST).transaction()).contains(USUAL);
    assertThat(compilation.generated("app.a.RouteBinding")).contains("call.transaction(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Transactional(retries = 101) public static void POST(DSLContext tx) {}"
            + "| retries is 101; it must be from 0 to 100.",
        "@Transactional(retries = -1) public static void POST(DSLContext tx) {}"
            + "| retries is -1; it must be from 0 to 100.",
        "@Transactional(value = false, readOnly = true) public static void POST(DSLContext tx) {}"
            + "| @Transactional(false) is no transaction; leave its settings out.",
        "@Transactional public static void POST(Cookies cookies) {}"
            + "| Nothing of this function is in a transaction: the transaction is the DSLContext that"
            + " it takes; declare one, or take @Transactional away.",
        "@Transactional @Cached public static int GET(DSLContext tx) { return 1; }"
            + "| An answer that is @Cached is made once for all, beside their requests, so it cannot"
            + " be @Transactional; write @Transactional(false) on it, or @Cached(seconds = 0).",
        "@Transactional private static void help(DSLContext tx) {}"
            + "| @Transactional holds for nothing here: write it on a function of a Route, on a Route,"
            + " or on a package in or below that with @AppRoot.",
      })
  void whatCannotBeIsAnErrorWhereItIsWritten(String function, String message) {
    compilation.compileApp(route(function + " public static void DELETE() {}"));

    assertThat(compilation.messages()).hasSize(1);
    assertThat(compilation.messages().getFirst()).contains(message);
  }

  @Test
  void aCachedFunctionOfATransactionalPackageIsAnErrorTooUnlessItIsLeftOut() {
    String packaged = "@dev.trestle.AppRoot @dev.trestle.policy.Transactional\npackage app;\n";
    compilation.compile(packaged, route("@Cached public static int GET() { return 1; }"));
    assertThat(compilation.messages()).hasSize(1);

    compilation.compile(
        packaged, route("@Cached @Transactional(false) public static int GET() { return 1; }"));
    assertThat(compilation.messages()).isEmpty();
  }

  private Policy policy(Verb verb) {
    return compilation.table("app.Routes").routes().getFirst().policies().get(verb);
  }
}
