package dev.trestle.internal.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.HttpError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  @ParameterizedTest
  @CsvSource({
    "/a%20b, 'a b'",
    "/a+b, a+b",
    "/%E4%BD%A0, 你",
    "/你%20好, 你 好",
    "/😀%21, 😀!",
    "/a;v=1, a;v=1",
    "/a%3Fb, a?b",
    "/a%23b, a#b",
    "/a%2Fb, a/b",
    "/a%252Fb, a%2Fb",
    "/%61, a",
  })
  void aSegmentIsDecodedOnceAfterSplitting(String path, String segment) {
    assertThat(RequestPath.parse(path).segments()).containsExactly(segment);
  }

  @Test
  void theRootHasNoSegment() {
    assertThat(RequestPath.parse("/").segments()).isEmpty();
    assertThat(RequestPath.parse("/").slashRedirect()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/a/, /a", "//a, /a", "/a//b, /a/b", "///, /", "/a%2Fb/, /a%2Fb", "/%61/, /a"})
  void surplusSlashesAreRedirected(String path, String canonical) {
    assertThat(RequestPath.parse(path).slashRedirect()).contains(canonical);
    assertThat(RequestPath.parse(canonical).slashRedirect()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/%61dmin, /admin", "/a%2fb, /a%2Fb", "/%7Ex, /~x"})
  void onlyTheStrictSpellingMindsNeedlessEscapes(String path, String canonical) {
    assertThat(RequestPath.parse(path).slashRedirect()).isEmpty();
    assertThat(RequestPath.parse(path).strictRedirect()).contains(canonical);
    assertThat(RequestPath.parse(canonical).strictRedirect()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%", "/%4", "/%zz", "/a%", "/%+1", "/%A0", "/%C0%80", "/%４１"})
  void aMalformedEscapeIsABadRequest(String path) {
    assertThatThrownBy(() -> RequestPath.parse(path))
        .isInstanceOfSatisfying(HttpError.class, e -> assertThat(e.status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/../b", "/..", "/./a", "/%2e%2e/a", "/a/%2E"})
  void aDotSegmentIsABadRequestHoweverItIsWritten(String path) {
    assertThatThrownBy(() -> RequestPath.parse(path))
        .isInstanceOf(HttpError.class)
        .hasMessageContaining("segment; send it resolved");
  }
}
