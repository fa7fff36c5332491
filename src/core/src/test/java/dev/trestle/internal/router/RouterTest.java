package dev.trestle.internal.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
  private final Router router =
      router(
          "/",
          "/api/prec/a",
          "/api/prec/a/y",
          "/api/prec/a/deep/{r2+}",
          "/api/prec/{id}",
          "/api/prec/{id}/x",
          "/api/prec/{id}/deep/z",
          "/api/prec/{rest+}",
          "/api/opt/{all*}",
          "/api/opt/static",
          "/api/catch/{all+}");

  @ParameterizedTest
  @CsvSource({
    "/, /, ''",
    "/api/prec/a, /api/prec/a, ''",
    "/api/prec/b, /api/prec/{id}, id=b",
    "/api/prec/a/x, /api/prec/{id}/x, id=a",
    "/api/prec/a/b, /api/prec/{rest+}, rest=a/b",
    "/api/prec/a/deep/z, /api/prec/a/deep/{r2+}, r2=z",
    "/api/prec/b/deep/z, /api/prec/{id}/deep/z, id=b",
    "/api/prec/b/deep, /api/prec/{rest+}, rest=b/deep",
    "/api/opt, /api/opt/{all*}, all=",
    "/api/opt/1/2, /api/opt/{all*}, all=1/2",
    "/api/opt/static, /api/opt/static, ''",
    "/api/catch/1, /api/catch/{all+}, all=1",
  })
  void theMostSpecificRouteWinsAndNoBranchTrapsTheSearch(
      String path, String template, String variable) {
    Match match = find(router, path);

    assertThat(match.route().template()).isEqualTo(template);
    if (!variable.isEmpty()) {
      String[] nameAndValue = variable.split("=", 2);
      assertThat(match.variable(nameAndValue[0])).isEqualTo(nameAndValue[1]);
    }
  }

  @ParameterizedTest
  @CsvSource({"/api", "/api/catch", "/api/prec", "/API/prec/a", "/api/nothing"})
  void whatNoRouteMatchesIsNotFound(String path) {
    assertThat(router.find(RequestPath.parse(path).segments())).isEmpty();
  }

  @Test
  void aCatchAllKeepsItsSegmentsApart() {
    Match match = find(router, "/api/catch/a%2Fb/c");

    assertThat(match.segments("all")).containsExactly("a/b", "c");
    assertThat(find(router, "/api/opt").segments("all")).isEmpty();
    assertThatThrownBy(() -> match.variable("id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The route /api/catch/{all+} has no variable 'id'");
  }

  @Test
  void severalVariablesKeepTheirPlaces() {
    Match match = find(router("/{a}/x/{b}/{rest+}"), "/1/x/2/3/4");

    assertThat(List.of(match.variable("a"), match.variable("b"), match.variable("rest")))
        .containsExactly("1", "2", "3/4");
  }

  @Test
  void twoRoutesAtOneUrlAreRefusedByName() {
    RouteDefinition first = RouteDefinition.at("/api/a", "one.Route");
    RouteDefinition second = RouteDefinition.at("/api/a", "two.Route");

    assertThatThrownBy(() -> new Router(List.of(first, second)))
        .hasMessage("Two routes answer at /api/a: one.Route and two.Route");
  }

  @Test
  void aPathThatAlmostMatchesManyRoutesIsRefusedWithoutTryingEachCombination() {
    // Every level forks: a literal and a variable that both go on. Were nodes visited again for
    // each way to reach them, this would take 2^20 steps for each of 1,000 searches.
    String forks =
        IntStream.range(0, 20).mapToObj(i -> "a").reduce("", (all, segment) -> all + "/" + segment);
    Router deep = router(forks, forks.replace("a", "{v}"));

    for (int i = 0; i < 1_000; i++) {
      assertThat(deep.find(RequestPath.parse(forks + "/b").segments())).isEmpty();
    }
  }

  private static Match find(Router router, String path) {
    return router.find(RequestPath.parse(path).segments()).orElseThrow();
  }

  private static Router router(String... templates) {
    return new Router(
        Stream.of(templates).map(template -> RouteDefinition.at(template, template)).toList());
  }
}
