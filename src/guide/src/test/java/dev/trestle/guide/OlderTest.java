package dev.trestle.guide;

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;

import dev.trestle.Trestle;
import dev.trestle.guide.older.Routes;
import dev.trestle.testing.TestApp;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OlderTest {
  @RegisterExtension
  static final TestApp app = TestApp.of(Guide.database(), () -> Trestle.of(new Routes()));

  @Test
  void oneHandlerAnswersAllVerbs() {
    app.call(GET, "/hello?name=Ada").expectJson("", Map.of("hello", "Ada"));
    app.call(POST, "/hello", "{}").expect(405).expectHeader("Allow", "GET");
  }
}
