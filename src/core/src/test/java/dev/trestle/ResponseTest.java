package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
  @Test
  void aHeaderReplacesItsNamesakeAndAnAddedOneStandsBesideIt() {
    Response response =
        Response.text("hi")
            .withHeader("X-A", "1")
            .withHeader("x-a", "2")
            .withAddedHeader("X-A", "3");

    assertThat(response.headers()).containsExactly(entry("x-a", "2"), entry("X-A", "3"));
  }

  @Test
  void theOriginalStaysAsItWas() {
    Response original = Response.json("x");

    original.withStatus(500).withHeader("A", "b");

    assertThat(original.status()).isEqualTo(200);
    assertThat(original.headers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101, 199, 600, 999})
  void aStatusThatIsNoAnswerIsRefused(int status) {
    assertThatThrownBy(() -> Response.empty(status))
        .hasMessage("Status " + status + " cannot be answered; use one of 200 to 599");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void aStatusWithoutBodyRefusesOne(int status) {
    assertThatThrownBy(() -> Response.json(status, "x"))
        .hasMessage("Status " + status + " has no body; use Response.empty(" + status + ")");
    assertThatThrownBy(() -> Response.stream("text/csv", out -> {}).withStatus(status))
        .hasMessage("Status " + status + " has no body; use Response.empty(" + status + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\u0000b", "a\u007f"})
  void aHeaderCannotSmuggleAnother(String value) {
    assertThatThrownBy(() -> Response.noContent().withHeader("X-A", value))
        .hasMessageStartingWith("The value of header X-A holds a control character at index 1");
  }

  @Test
  void aHeaderNameMustBeAToken() {
    assertThatThrownBy(() -> Response.noContent().withHeader("X A:", "b"))
        .hasMessage("'X A:' cannot be the name of a header");
  }

  @Test
  void redirectsKeepTheirLocationAsItIs() {
    assertThat(Response.redirect("/x").status()).isEqualTo(307);
    assertThat(Response.permanentRedirect("/x").status()).isEqualTo(308);
    assertThat(Response.seeOther("/x").headers()).containsExactly(entry("Location", "/x"));
  }
}
