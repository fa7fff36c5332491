package dev.trestle.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Verb;
import dev.trestle.console.internal.routes.ShownRoute;
import dev.trestle.console.internal.routes.Sources;
import dev.trestle.spi.RouteDefinition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The functions of an application, with what they are held to and where they are. */
class RoutesPageTest {
  @RegisterExtension static final Shop shop = new Shop();

  private static ShownRoute shown(Sources sources, Verb verb, String template) {
    return ShownRoute.of(shop.app().routes(), Console.PATH, sources).stream()
        .filter(route -> route.verb() == verb && route.template().equals(template))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachHasItsPoliciesItsMiddlewareAndItsLine() {
    ShownRoute orders = shown(new Sources(List.of(Path.of("src/test/java"))), Verb.POST, "/orders");

    assertThat(orders.policies()).containsExactly("body ≤ 1 KiB", "transaction, 3 retries");
    assertThat(orders.middleware()).containsExactly("dev.trestle.console.shop.Middleware");
    assertThat(orders.source())
        .isEqualTo("src/test/java/dev/trestle/console/shop/orders/Route.java:16");
    assertThat(orders.opens()).isFalse();
  }

  @Test
  void withoutSourcesAFileIsToldByItsPackage() {
    ShownRoute book = shown(new Sources(List.of()), Verb.GET, "/books/{id}");

    assertThat(book.policies()).containsExactly("timeout 5 s", "1000 in 60 s for each client");
    assertThat(book.source()).isEqualTo("dev/trestle/console/shop/books/_id/Route.java:15");
    assertThat(shown(new Sources(List.of()), Verb.GET, "/books").opens()).isTrue();
  }

  @Test
  void aFunctionOfTheOlderStyleIsTheLineOfAllVerbs() {
    RouteDefinition older =
        RouteDefinition.at("/older", Older.class.getName())
            .on(Verb.GET, call -> null)
            .on(Verb.PUT, call -> null);

    assertThat(ShownRoute.of(List.of(older), Console.PATH, new Sources(List.of())))
        .hasSize(2)
        .extracting(ShownRoute::source)
        .allMatch(source -> source.matches("dev/trestle/console/RoutesPageTest.java:\\d+"));
  }

  private static final class Older {
    static String handler() {
      return "older";
    }
  }

  @Test
  void oneThatWasWrittenByHandIsToldByItsSource() {
    RouteDefinition byHand =
        RouteDefinition.at("/by-hand", "somewhere <else>").on(Verb.GET, call -> null);

    assertThat(ShownRoute.of(List.of(byHand), Console.PATH, new Sources(List.of())))
        .singleElement()
        .satisfies(route -> {
          assertThat(route.source()).isEqualTo("somewhere <else>");
          assertThat(route.middleware()).isEmpty();
        });
  }

  @Test
  void thePageShowsAllButTheConsolesOwn() throws Exception {
    assertThat(shop.get("/_console/routes").body())
        .contains("<a href=\"/books\">/books</a>", "/books/{id}", "timeout 5 s")
        .contains("src/test/java/dev/trestle/console/shop/orders/Route.java:16")
        .doesNotContain("/_console/requests/{id}");
  }
}
