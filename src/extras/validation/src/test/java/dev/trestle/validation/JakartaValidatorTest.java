package dev.trestle.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Response;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.Verb;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.validation.app.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Annotations on records, from the compiler to the answer. U14. */
class JakartaValidatorTest {
  record Unknown(String name) {}

  private static Trestle app;

  @BeforeAll
  static void start() {
    app = Trestle.of(new Routes()).validator(JakartaValidator.create()).port(0).start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(app.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", type)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void everyComponentThatFailsIsNamed() throws Exception {
    HttpResponse<String> answer =
        send("POST", "/join", "application/json", "{\"email\":\"x\",\"name\":\" \"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"Invalid email: must be a well-formed email address\",\"fields\":{"
                + "\"email\":\"must be a well-formed email address\","
                + "\"name\":\"must not be blank\"}}");
  }

  @Test
  void whatHoldsGoesThrough() throws Exception {
    String body = "{\"email\":\"a@b.org\",\"name\":\"Ada\"}";

    assertThat(send("POST", "/join", "application/json", body).body()).isEqualTo(body);
  }

  @Test
  void recordsWithinRecordsAndListsAreNamedByTheirPath() throws Exception {
    HttpResponse<String> answer =
        send(
            "PUT",
            "/join",
            "application/json",
            "{\"address\":{\"city\":\"\"},\"items\":[{\"name\":\"a\",\"price\":1},{\"price\":0}]}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"address.city\":\"must not be blank\"")
        .contains("\"items[1].name\":\"must not be null\"")
        .contains("\"items[1].price\":\"must be greater than 0\"")
        .doesNotContain("items[0]");
  }

  @Test
  void formsAndQueryStringsAreCheckedToo() throws Exception {
    String type = "application/x-www-form-urlencoded";

    assertThat(send("PATCH", "/join?limit=101", type, "email=a@b.org&stars=5").body())
        .contains("\"limit\":\"must be less than or equal to 100\"");
    assertThat(send("PATCH", "/join?limit=1", type, "email=x&stars=6").body())
        .contains("\"email\":\"must be a well-formed email address\"")
        .contains("\"stars\":\"must be less than or equal to 5\"");
    assertThat(send("PATCH", "/join?limit=1", type, "email=a@b.org&stars=5").body())
        .isEqualTo("Signup[email=a@b.org, stars=5] Paging[limit=1]");
  }

  @Test
  void ofAChangeWhatTheClientGaveIsChecked() throws Exception {
    String type = "application/json";

    assertThat(send("PATCH", "/profile", type, "{\"email\":\"x\",\"name\":\" \"}").body())
        .isEqualTo(
            "{\"error\":\"Invalid email: must be an e-mail address\",\"fields\":{"
                + "\"email\":\"must be an e-mail address\",\"name\":\"must not be blank\"}}");
    assertThat(send("PATCH", "/profile", type, "{\"email\":null}").body())
        .contains("\"fields\":{\"email\":\"must not be null\"}");
    assertThat(send("PATCH", "/profile", type, "{\"name\":null}").body())
        .isEqualTo("Changes[email=none, name=to null]");
    assertThat(send("PATCH", "/profile", type, "{}").body())
        .isEqualTo("Changes[email=none, name=none]");
  }

  @Test
  void withoutAValidatorTheApplicationDoesNotStart() {
    TrestleBuilder builder = Trestle.of(new Routes()).port(0);

    assertThatThrownBy(builder::start)
        .isInstanceOf(StartException.class)
        .hasMessageMatching(
            "dev.trestle.validation.app.join.Route\\$\\w+, which"
                + " dev.trestle.validation.app.join.Route takes, has constraints, and nothing"
                + " checks them: give the builder a .validator\\(…\\), like that of"
                + " trestle-validation.");
  }

  @Test
  void aRecordWithoutConstraintsIsRefusedAtStart() {
    TrestleBuilder builder =
        Trestle.of(() ->
                List.of(
                    RouteDefinition.at("/", "Own")
                        .on(Verb.GET, call -> Response.noContent())
                        .checking(Unknown.class)))
            .validator(JakartaValidator.create())
            .port(0);

    assertThatThrownBy(builder::start)
        .isInstanceOf(StartException.class)
        .hasMessage(
            Unknown.class.getName()
                + " has no constraints of Jakarta Validation; take .checking(…) away.");
  }
}
