package dev.trestle.internal.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a request is named in the log. */
class OccasionTest {
  @Test
  void nothingThatAClientSendsEndsTheLineOrTellsTheQuery() {
    Occasion occasion = occasion("/a\u2028b\u0085c\u001b[2Jd\u202ee?token=secret");

    assertThat(occasion)
        .hasToString("GET /a\\u2028b\\u0085c\\u001b[2Jd\\u202ee [0123456789abcdef]");
  }

  @Test
  void aLongPathIsCut() {
    assertThat(occasion("/" + "x".repeat(8000)).toString())
        .hasSizeLessThan(1100)
        .endsWith("x… (8005 characters) [0123456789abcdef]");
  }

  private static Occasion occasion(String path) {
    return new Occasion("0123456789abcdef", "GET", path, Optional.empty(), Map.of());
  }
}
