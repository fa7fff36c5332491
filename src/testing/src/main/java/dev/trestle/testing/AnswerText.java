package dev.trestle.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/** A request and its answer, for whoever reads why a test failed. */
final class AnswerText {
  private static final int LONGEST = 2000;

  private AnswerText() {}

  static String of(TestRequest request, AnswerReader answer, Trace trace) {
    StringBuilder text = new StringBuilder("> ").append(request).append('\n');
    request.headers().forEach(it -> text.append("> ").append(line(it)));
    Payload sent = request.payload();
    sent.type().ifPresent(it -> text.append("> ").append(body(it, sent.bytes())).append('\n'));
    text.append("< ").append(answer.status()).append('\n');
    answer.headers().forEach(it -> text.append("< ").append(line(it)));
    String type =
        answer.headers().stream()
            .filter(it -> it.getKey().equalsIgnoreCase("Content-Type"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    text.append("< ").append(body(type, answer.body()));
    list(text, "statements", trace.statements());
    list(text, "statements after the answer", trace.afterwards());
    trace.failure().ifPresent(it -> text.append("\nfailed with ").append(it));
    list(text, "tasks that failed", trace.failedTasks());
    return text.toString();
  }

  private static String line(Map.Entry<String, String> header) {
    return header.getKey() + ": " + header.getValue() + "\n";
  }

  private static String body(String type, byte[] bytes) {
    if (!type.isEmpty() && !type.matches("(text/|application/(json|x-www-form|[^;]*\\+json)).*")) {
      return bytes.length + " bytes of " + type;
    }
    String text = new String(bytes, UTF_8);
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + bytes.length + " bytes)";
  }

  private static void list(StringBuilder text, String title, List<?> entries) {
    if (!entries.isEmpty()) {
      text.append('\n').append(title).append(':');
      for (int i = 0; i < entries.size(); i++) {
        text.append("\n  ").append(i + 1).append(". ").append(entries.get(i));
      }
    }
  }
}
