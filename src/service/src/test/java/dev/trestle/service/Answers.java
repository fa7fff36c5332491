package dev.trestle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service's tests say of answers. */
final class Answers {
  private Answers() {}

  /** The id of a seeded user, 1 to 10,000. */
  static String user(int number) {
    return "00000000-0000-4000-8000-%012x".formatted(number);
  }

  /** The id of a seeded post, 1 to 100,000. */
  static String post(int number) {
    return "00000000-0000-4000-9000-%012x".formatted(number);
  }

  static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return JsonMapper.shared().readTree(answer.body());
  }

  static String etag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  static void assertAnswer(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }
}
