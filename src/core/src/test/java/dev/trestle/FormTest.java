package dev.trestle;

import static dev.trestle.Multiparts.file;
import static dev.trestle.Multiparts.multipart;
import static dev.trestle.Multiparts.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Call;
import dev.trestle.spi.FormReader;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a form is read, over a raw socket: R45. */
class FormTest {
  private static final String URL_ENCODED = "Content-Type: application/x-www-form-urlencoded";

  record Signup(String email, int age, Optional<Integer> size, List<String> tag, Upload photo) {}

  @RegisterExtension static final Uploads uploads = new Uploads();

  @RegisterExtension
  static final Served http =
      Served.with(FormTest::routes, app -> app.http(http -> http.uploads(uploads.folder())));

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/list", "List").on(Verb.POST, call -> list(call.formData())),
        RouteDefinition.at("/signup", "Signup").on(Verb.POST, FormTest::signup),
        RouteDefinition.at("/twice", "Twice")
            .on(Verb.POST, call -> Response.json(call.formData() == call.formData())),
        RouteDefinition.at("/raw", "Raw")
            .on(
                Verb.POST,
                call -> {
                  call.formData();
                  return Response.text(call.request().text());
                }));
  }

  private static Response list(FormData form) {
    return Response.text(
        form.entries().stream()
            .map(entry ->
                switch (entry) {
                  case FormData.Field field -> field.name() + "=" + field.value();
                  case FormData.File(String name, Upload file) ->
                      name
                          + ": "
                          + file.name()
                          + " | "
                          + file.fileName()
                          + " | "
                          + file.contentType()
                          + " | "
                          + file.size();
                })
            .collect(Collectors.joining("\n")));
  }

  private static Response signup(Call call) {
    FormReader form = call.form();
    var email = form.required("email", Parser.STRING);
    var age = form.required("age", Parser.INTEGER);
    var size = form.optional("size", Parser.INTEGER);
    var tag = form.all("tag", Parser.STRING);
    var photo = form.upload("photo");
    Signup signup = form.make(() -> new Signup(email, age, size, tag, photo));
    return Response.text(signup.toString());
  }

  @Test
  void fieldsAndFilesKeepTheirOrderAndRepeats() { // R45
    assertThat(
            multipart(
                    http,
                    "/list",
                    part("name=\"a\"", "1"),
                    part("name=\"f\"; filename=\"t é.txt\"\r\nContent-Type: image/png", "12345"),
                    part("name=\"a\"", "2"),
                    part("name=\"f\"; filename=\"\"\r\nContent-Type: application/octet-stream", ""),
                    part("name=\"f\"; filename=\"../../etc/passwd\"", "x"))
                .body())
        .isEqualTo(
            """
            a=1
            f: t é.txt | t é.txt | image/png | 5
            a=2
            f:  | file | application/octet-stream | 0
            f: ../../etc/passwd | passwd | text/plain | 1\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "filename=\"a%22b%0D%0A.txt\" # a\"b\\r\\n.txt",
        "filename=\"a\\\"b.txt\" # a\"b.txt",
        "filename=\"C:\\dir\\b.txt\" # C:\\dir\\b.txt",
        "filename=plain.txt # plain.txt",
        "filename=\"a;b=c.txt\" # a;b=c.txt",
        "filename=\"ascii\"; filename*=UTF-8''%e2%82%ac+1.txt # €+1.txt",
        "filename*=nonsense; filename=\"a\" # a",
      })
  void theNameOfAFileIsReadAsItsClientWroteIt(String parameter, String name) { // R45
    String unescaped = name.replace("\\r", "\r").replace("\\n", "\n");

    assertThat(multipart(http, "/list", part("name=f; " + parameter, "")).body())
        .startsWith("f: " + unescaped + " | ");
  }

  @Test
  void urlEncodedFieldsKeepTheirOrderAndRepeats() {
    assertThat(http.sendBody("POST", "/list", "a=1+2&b=%C3%A9&a=3&&c&=d", URL_ENCODED).body())
        .isEqualTo("a=1 2\nb=é\na=3\nc=\n=d");
    assertThat(http.sendBody("POST", "/list", "a=%ff", URL_ENCODED + "; charset=UTF-8").body())
        .isEqualTo("a=\uFFFD");
  }

  @Test
  void aFormIsReadIntoItsTypes() {
    assertThat(
            multipart(
                    http,
                    "/signup",
                    part("name=email", "a@b"),
                    part("name=age", "3"),
                    part("name=size", ""),
                    part("name=tag", "x"),
                    part("name=tag", "y"),
                    part("name=photo; filename=p.png", "12"))
                .body())
        .isEqualTo(
            "Signup[email=a@b, age=3, size=Optional.empty, tag=[x, y], photo=p.png (2 bytes)]");
  }

  @Test
  void everythingWrongWithAFormIsReportedTogether() {
    RawHttp.Answer answer =
        multipart(
            http,
            "/signup",
            part("name=age", "x"),
            part("name=size", "y"),
            part("name=photo; filename=\"\"", ""));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"email\":\"is required\"")
        .contains("\"age\":\"must be an integer")
        .contains("\"size\":\"must be an integer")
        .contains("\"photo\":\"is required\"");
  }

  @Test
  void aFormIsReadOnceAndTheBodyIsGoneThen() {
    assertThat(multipart(http, "/twice", part("name=a", "")).body()).isEqualTo("true");
    assertThat(http.sendBody("POST", "/raw", "a=1", URL_ENCODED).body()).isEqualTo("a=1");
  }
}
