package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.processor.lang.DocComment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands before block tags, and what these say. */
class DocCommentTest {
  @Test
  void tagsBeginLines() {
    DocComment comment =
        DocComment.of(" Of me@example.org.\n\n @param a one\n   and on\n @param b\n @version 2\n");

    assertThat(comment.text()).isEqualTo(" Of me@example.org.\n\n");
    assertThat(comment.parameters()).isEqualTo(Map.of("a", "one\n   and on", "b", ""));
    assertThat(comment.version()).isEqualTo("2");
  }

  @Test
  void annotationsOfASampleAreNoTags() {
    DocComment comment =
        DocComment.of("So:\n{@code\n@Answer\nint GET() { return 1; }\n@param\n}\n@param a one");

    assertThat(comment.text()).endsWith("@param\n}\n");
    assertThat(comment.parameters()).isEqualTo(Map.of("a", "one"));
  }

  @Test
  void aBraceAloneIsText() {
    assertThat(DocComment.of("From { on\n@param a one").parameters()).isEqualTo(Map.of("a", "one"));
  }
}
