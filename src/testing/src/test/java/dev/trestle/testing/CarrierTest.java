package dev.trestle.testing;

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Cookie;
import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that is asked without a socket answers as it does over one. */
class CarrierTest {
  private static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  @RegisterExtension static final TestApp near = TestApp.of(database, CarrierTest::builder);

  @RegisterExtension
  static final TestApp far = TestApp.of(database, CarrierTest::builder).overSocket();

  /** Goes through Javalin's servlet, with handlers and a route of its own. */
  @RegisterExtension static final TestApp nearServlet = TestApp.of(database, CarrierTest::javalin);

  @RegisterExtension
  static final TestApp farServlet = TestApp.of(database, CarrierTest::javalin).overSocket();

  private static TrestleBuilder builder() {
    List<RouteDefinition> routes =
        List.of(
            RouteDefinition.at("/echo", "Echo")
                .on(GET, call -> Response.text("x".repeat(5000)).withHeader("ETag", "\"1\""))
                .on(POST, call -> Response.text(call.request().text())),
            RouteDefinition.at("/form", "FormEcho")
                .on(POST, call -> Response.json(call.formData().entries().size())),
            RouteDefinition.at("/lines/{count}", "Lines")
                .on(
                    GET,
                    call -> {
                      int count = call.variable("count", Parser.INTEGER);
                      return Response.stream("text/plain", out -> lines(out, count));
                    }),
            RouteDefinition.at("/torn", "Torn")
                .on(
                    GET,
                    call ->
                        Response.stream(
                            "text/plain",
                            out -> {
                              lines(out, 100);
                              throw new IllegalStateException("torn");
                            })),
            RouteDefinition.at("/context", "Contexts")
                .on(GET, call -> Response.text(call.javalin().path() + call.javalin().ip()))
                .takingContext(),
            RouteDefinition.at("/client", "Client")
                .on(GET, call -> Response.text(call.request().remoteAddress())),
            RouteDefinition.at("/cookie", "CookieCase")
                .on(
                    GET,
                    call -> {
                      call.cookies().set(Cookie.of("seen", "a b"));
                      return Response.text(call.cookies().get("seen").orElse("none"));
                    }),
            RouteDefinition.at("/fails", "Fails")
                .on(
                    GET,
                    call -> {
                      throw new IllegalStateException("broken");
                    })
                .on(
                    POST,
                    call -> {
                      throw HttpError.conflict("Taken");
                    }));
    return Trestle.of(() -> routes).http(http -> http.bodyLimit(1000));
  }

  private static void lines(OutputStream out, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      out.write(("line " + i + " " + "y".repeat(1000) + "\n").getBytes());
    }
  }

  private static TrestleBuilder javalin() {
    return builder()
        .javalin(config -> {
          config.routes.before(context -> context.header("X-Before", "1"));
          config.routes.after(context -> context.header("X-After", "1"));
          config.routes.get("/theirs", context -> context.result("theirs"));
        });
  }

  static Stream<TestRequest> requests() {
    TestRequest post = TestRequest.of(POST, "/echo");
    return Stream.concat(
        Stream.of(
                "/echo",
                "/echo/",
                "//echo",
                "/nothing",
                "/lines/2",
                "/lines/200",
                "/client",
                "/context",
                "/theirs",
                "/fails",
                "/lines/x",
                "/lines/%zz",
                "/%00",
                "/cookie",
                "/lines/%2F",
                "/echo?a=b&a=%zz",
                "*")
            .flatMap(path ->
                Stream.of("GET", "HEAD", "POST", "PUT", "OPTIONS", "PATCH", "BREW", "CONNECT")
                    .map(method -> TestRequest.of(method, path))),
        Stream.of(
            TestRequest.of(GET, "/echo").header("Accept-Encoding", "gzip"),
            TestRequest.of(GET, "/lines/50").header("Accept-Encoding", "gzip"),
            TestRequest.of(GET, "/echo").header("If-None-Match", "\"1\""),
            TestRequest.of(GET, "/echo").header("X-Large", "x".repeat(20_000)),
            TestRequest.of(GET, "/echo").header("Host", ""),
            TestRequest.of(GET, "/echo").header("X-Request-Id", "not plain"),
            TestRequest.of(GET, "/cookie").cookie("seen", "c%20d").cookie("other", "1"),
            post.json("{\"a\": 1}"),
            post.body("text/plain", "é".getBytes()),
            post.body("text/plain", new byte[1001]),
            post.body("text/plain", new byte[6 << 20]),
            post.stream("text/plain", new ByteArrayInputStream("parts".repeat(100).getBytes())),
            post.stream("text/plain", new ByteArrayInputStream(new byte[100_000])),
            post.header("Content-Length", "x"),
            TestRequest.of(POST, "/form").form(Map.of("a", "b & ü")),
            TestRequest.of(POST, "/form").json("{}"),
            TestRequest.of(POST, "/form")
                .field("a", "b")
                .file("f", "x.txt", "text/plain", new byte[] {1, 2, 3})));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void theAnswerIsTheSameOverASocket(TestRequest request) {
    assertSame(request, near, far);
    assertSame(request, nearServlet, farServlet);
  }

  private static void assertSame(TestRequest request, TestApp one, TestApp other) {
    // With an id, so that errors that tell theirs are equal.
    TestRequest sent =
        request.header("X-Request-Id").isPresent() ? request : request.header("X-Request-Id", "1");

    assertThat(comparable(one.call(sent))).isEqualTo(comparable(other.call(sent)));
  }

  private static String comparable(TestAnswer answer) {
    boolean ownId = answer.header("X-Request-Id").filter("1"::equals).isPresent();
    return answer.status()
        + answer.headers().stream()
            .filter(it -> !it.getKey().equals("Date"))
            .filter(it -> ownId || !it.getKey().equals("X-Request-Id"))
            .map(it -> "\n" + it)
            .sorted()
            .collect(Collectors.joining())
        + "\n"
        + answer.text();
  }

  @Test
  void otherClientsAreServedOnceTheyAskForTheAddress() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(near.url() + "/client")).build();

      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo("127.0.0.1");
      assertThat(near.url()).isEqualTo(near.url()).isNotEqualTo(far.url());
    }
  }

  @Test
  void theClientIsOnThisMachine() {
    near.call(GET, "/client").expect(200).expectText("127.0.0.1");
  }

  @Test
  void anAnswerThatIsBrokenOffTellsWhatHadCome() {
    for (TestApp app : List.of(near, far)) {
      assertThatThrownBy(() -> app.call(GET, "/torn"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("GET /torn got an answer that was broken off: torn")
          .hasMessageContaining("< 200")
          .hasMessageContaining("line 0")
          .hasRootCauseMessage("torn");
    }
  }
}
