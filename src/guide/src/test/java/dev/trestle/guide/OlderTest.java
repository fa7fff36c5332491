package dev.trestle.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Trestle;
import dev.trestle.guide.older.Routes;
import dev.trestle.testing.TestApp;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OlderTest {
  @RegisterExtension
  static final TestApp app = TestApp.of(Guide.database(), () -> Trestle.of(new Routes()));

  @Test
  void oneHandlerAnswersAllVerbs() {
    HttpResponse<String> wrong = app.post("/hello", "{}");

    assertThat(app.get("/hello?name=Ada").body()).isEqualTo("{\"hello\":\"Ada\"}");
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("GET");
  }
}
