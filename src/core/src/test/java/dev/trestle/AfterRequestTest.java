package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trestle.spi.Caching;
import dev.trestle.spi.Call;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R112: what a task may still do with the request that left it. */
class AfterRequestTest {
  private final CompletableFuture<String> told = new CompletableFuture<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger runs = new AtomicInteger();

  @RegisterExtension final Served http = Served.with(this::routes, new StillStore()::in);

  @AfterEach
  void release() {
    asked.countDown();
    released.countDown();
  }

  private List<RouteDefinition> routes() {
    return List.of(
        get("/asks/{id}", this::asks),
        RouteDefinition.at("/reads", "Reads").on(Verb.POST, this::reads),
        RouteDefinition.at("/streams", "Streams").on(Verb.POST, this::streams),
        RouteDefinition.at("/holds", "Holds")
            .on(
                Verb.POST,
                call -> {
                  begun.countDown();
                  released.await();
                  return Response.text("held");
                }),
        get("/sets", this::sets),
        RouteDefinition.at("/kept", "Kept")
            .on(
                Verb.GET,
                call -> call.cached(cached -> Response.json(runs.incrementAndGet())),
                Policy.none().withCaching(Caching.of(60, 0, "numbers")))
            .on(Verb.POST, this::changes));
  }

  private Response asks(Call call) {
    Request request = call.request();
    Cookies cookies = call.cookies();
    call.after()
        .run(() -> {
          asked.await();
          told.complete(
              String.join(
                  " ",
                  request.verb().name(),
                  request.url(),
                  request.variable("id"),
                  request.query("q").orElse("-"),
                  request.header("x-a").orElse("-"),
                  request.headerAll("X-B").toString(),
                  request.header("X-C").orElse("-"),
                  cookies.get("c").orElse("-")));
        });
    return Response.noContent();
  }

  private Response reads(Call call) {
    Request request = call.request();
    String read = request.header("X-Read").isPresent() ? request.text() : "";
    call.after()
        .run(() -> {
          asked.await();
          Throwable refused = catchThrowable(() -> told.complete(read + request.text()));
          told.complete(String.valueOf(refused));
        });
    return Response.noContent();
  }

  private Response streams(Call call) {
    InputStream body = call.request().stream();
    call.after()
        .run(() -> {
          asked.await();
          told.complete(catchThrowable(() -> told.complete("" + body.read())).getMessage());
        });
    return Response.noContent();
  }

  private Response sets(Call call) {
    Cookies cookies = call.cookies();
    call.after()
        .run(() -> {
          Throwable refused = catchThrowable(() -> cookies.set(Cookie.of("late", "1")));
          told.complete(String.valueOf(refused.getMessage()));
        });
    return Response.noContent();
  }

  private Response changes(Call call) {
    Cache cache = call.cache();
    call.after()
        .run(() -> {
          asked.await();
          cache.expireTag("numbers");
          told.complete("expired");
        });
    return Response.noContent();
  }

  private String told() throws Exception {
    return told.get(60, TimeUnit.SECONDS);
  }

  @Test
  void theHeadStaysThatOfItsOwnRequestWhileTheNextRunsOnTheSameConnection() throws Exception {
    try (RawConnection connection = http.connect()) {
      connection
          .send("GET /asks/7?q=1 HTTP/1.1", "X-A: one", "X-B: 1", "X-B: 2", "Cookie: c=first")
          .head();
      connection.send("POST /holds?q=2 HTTP/1.1", "X-A: two", "X-C: two", "Cookie: c=second");
      begun.await();
      asked.countDown();

      assertThat(told()).isEqualTo("GET http://test/asks/7?q=1 7 1 one [1, 2] - first");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-Read: yes, éé",
    "X-Read-Not: yes, 'java.lang.IllegalStateException: The request is over, and so is its body;"
        + " read it before the function returns'",
  })
  void theBodyIsThatOfItsOwnRequestIfItWasReadElseNone(String header, String expected)
      throws Exception {
    try (RawConnection connection = http.connect()) {
      connection
          .send(
              "POST /reads HTTP/1.1",
              header,
              "Content-Type: text/plain; charset=iso-8859-1",
              "Content-Length: 1")
          .write("é".getBytes(ISO_8859_1))
          .head();
      connection.send("POST /holds HTTP/1.1", "Content-Length: 6").write("others");
      begun.await();
      asked.countDown();

      assertThat(told()).isEqualTo(expected);
    }
  }

  @Test
  void aStreamOfTheBodyThatWasGivenOutBeforeDoesNotReadTheNextRequests() throws Exception {
    try (RawConnection connection = http.connect()) {
      connection.send("POST /streams HTTP/1.1", "Content-Length: 3").write("its").head();
      connection.send("POST /holds HTTP/1.1", "Content-Length: 6").write("others");
      begun.await();
      asked.countDown();

      assertThat(told())
          .isEqualTo(
              "The request is over, and so is its body; read it before the function returns");
    }
  }

  @Test
  void aCookieCannotGoOutAnyMore() throws Exception {
    assertThat(http.send("GET", "/sets").header("Set-Cookie")).isEmpty();
    assertThat(told())
        .isEqualTo(
            "The answer is made, so cookie 'late' cannot go out with it; set it before the function"
                + " returns");
  }

  @Test
  void whatIsKeptIsExpiredAtOnce() throws Exception {
    http.send("GET", "/kept");
    http.send("POST", "/kept");
    assertThat(http.send("GET", "/kept").body()).isEqualTo("1");

    asked.countDown();

    assertThat(told()).isEqualTo("expired");
    assertThat(http.send("GET", "/kept").body()).isEqualTo("2");
  }
}
