package dev.trestle.legacy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LegacyResponseTest {
  private final LegacyResponse response = new LegacyResponse();

  @Test
  void anAnswerEndsOnce() {
    response.status(201).end("made");

    assertThatThrownBy(() -> response.json(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The answer has ended already, with status 201; return after json(…), send(…), end() or"
                + " redirect(…)");
    assertThatThrownBy(() -> response.setHeader("A", "b"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatCannotBeSentIsRefusedWhereItIsWritten() {
    assertThatThrownBy(() -> response.status(99)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> response.setHeader("A", "b\r\nc: d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> response.redirect(200, "/"))
        .hasMessage("200 is no redirect; use 301, 302, 303, 307 or 308");
  }
}
