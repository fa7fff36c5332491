package dev.trestle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

/** What is sent, and what of the answer is given. */
class ClientTest {
  private static final TypeReference<User> USER = new TypeReference<>() {};

  private enum Order {
    NEWEST
  }

  record User(String name, Optional<Instant> at) {}

  record Changes(Change<String> name, Change<Integer> age) {}

  @RegisterExtension final Server server = new Server();

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host", "host:80", "http:///path", "", "/api"})
  void anAddressOfNoServiceIsRefused(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Client.to(address))
        .withMessage(
            "\"" + address + "\" is no address of a service, like \"https://shop.example.org\"");
  }

  @Test
  void aPasswordOrAQueryInTheAddressIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Client.to("https://ada:secret@host"))
        .withMessageContaining("must not hold a password")
        .withMessageNotContaining("secret");
    assertThatIllegalArgumentException().isThrownBy(() -> Client.to("https://host/?key=1"));
  }

  @Test
  void variablesAndParametersAreEncoded() {
    server
        .client()
        .call("GET", "/users/{name}/{rest+}")
        .variable("name", "a/b ü?#%")
        .variable("rest", List.of("c d", "e;f"))
        .query("q", "x&y=z+ü")
        .query("order", Order.NEWEST)
        .query("left", Optional.empty())
        .query("limit", Optional.of(2))
        .query("tags", List.of("a", "b"))
        .none();

    assertThat(server.came().line())
        .isEqualTo(
            "GET /base/users/a%2Fb%20%C3%BC%3F%23%25/c%20d/e%3Bf"
                + "?q=x%26y%3Dz%2B%C3%BC&order=NEWEST&limit=2&tags=a&tags=b");
  }

  @Test
  void noneOfTheValuesIsReadAsAVariableAgain() {
    server.client().call("GET", "/{a}/{b}").variable("a", "{b}").variable("b", "x").none();

    assertThat(server.came().line()).isEqualTo("GET /base/%7Bb%7D/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void aVariableThatWouldBeAnotherUrlIsRefused(String value) {
    Call call = server.client().call("GET", "/users/{id}/{rest*}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.variable("id", value))
        .withMessage(
            "id is \"" + value + "\", which cannot be a segment of a URL: it would be another URL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.variable("rest", List.of("a", value)));
  }

  @Test
  void aCatchAllMayBeEmptyOnlyWhereTheRouteAllowsIt() {
    server.client().call("GET", "/docs/{slug*}").variable("slug", List.of()).none();

    assertThat(server.came().line()).isEqualTo("GET /base/docs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> server.client().call("GET", "/docs/{slug+}").variable("slug", List.of()))
        .withMessage("slug is empty; it must have a segment or more");
  }

  @Test
  void whatMustBeGivenIsNotNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> server.client().call("GET", "/").query("q", null))
        .withMessage("q is null; what may be left out is an Optional");
  }

  @Test
  void aChangeThatIsNotGivenIsNotSent() {
    server.client().call("PATCH", "/").body(new Changes(Change.to(null), Change.none())).none();

    Server.Request came = server.came();
    assertThat(came.body()).isEqualTo("{\"name\":null}");
    assertThat(came.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void aChangeThatDidNotComeIsNotGiven() {
    server.answers(200, "application/json", "{\"age\":null}");

    Changes changes = server.client().call("GET", "/").json(new TypeReference<Changes>() {});

    assertThat(changes).isEqualTo(new Changes(Change.none(), Change.to(null)));
  }

  @Test
  void whatANewerServiceAddsIsPassedOver() {
    server.answers(
        200, "application/json;charset=utf-8", "{\"name\":\"Ada\",\"more\":{},\"at\":null}");

    assertThat(server.client().call("GET", "/").json(USER))
        .isEqualTo(new User("Ada", Optional.empty()));
  }

  @Test
  void nothingIsThereIfTheServiceSaysSo() {
    server.answers(404, "application/json", "{\"error\":\"User not found\"}");

    assertThat(server.client().call("GET", "/").optional(USER)).isEmpty();
  }

  @Test
  void headersAndParametersOfAClientGoWithEachRequestAndTheLastOfANameCounts() {
    server
        .client()
        .withHeader("Authorization", "Bearer 1")
        .withHeader("authorization", "Bearer 2")
        .withQuery("key", "a b")
        .call("GET", "/")
        .query("q", 1)
        .none();

    Server.Request came = server.came();
    assertThat(came.exchange().getRequestHeaders().get("Authorization"))
        .containsExactly("Bearer 2");
    assertThat(came.line()).isEqualTo("GET /base/?key=a%20b&q=1");
  }

  @Test
  void theHeadOfAnAnswerIsGivenWhereItIsAskedFor() {
    server.answers(201, "application/json", "{\"name\":\"Ada\"}", "ETag", "\"7\"");

    Answered<User> user = server.client().answered(c -> c.call("POST", "/").json(USER));

    assertThat(user.value().name()).isEqualTo("Ada");
    assertThat(user.status()).isEqualTo(201);
    assertThat(user.etag()).contains("\"7\"");
    assertThatIllegalStateException().isThrownBy(() -> server.client().answered(c -> "nothing"));
  }

  @Test
  void aClientShowsNoneOfItsHeaders() {
    assertThat(server.client().withHeader("Authorization", "secret").toString())
        .isEqualTo("Client[" + server.address() + "/base]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> server.client().withTimeout(Duration.ZERO))
        .withMessage("A timeout is positive, not PT0S");
  }
}
