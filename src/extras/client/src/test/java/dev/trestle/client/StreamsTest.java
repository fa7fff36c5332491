package dev.trestle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

/** Answers that are read while they come. */
class StreamsTest {
  private static final TypeReference<Post> POST = new TypeReference<>() {};

  record Post(int id) {}

  @RegisterExtension final Server server = new Server();

  @Test
  void anArrayIsReadElementByElement() {
    server.answers(200, "application/json", "[{\"id\":1}, {\"id\":2}]");

    try (Stream<Post> posts = server.client().call("GET", "/").stream(POST)) {
      assertThat(posts).containsExactly(new Post(1), new Post(2));
    }
  }

  @Test
  void linesAreGivenBeforeTheAnswerIsOver() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    server.answers(exchange -> {
      Server.begin(exchange, 200, "application/x-ndjson");
      OutputStream out = exchange.getResponseBody();
      out.write("{\"id\":1}\n".getBytes());
      out.flush();
      seen.await();
      out.write("{\"id\":2}\n".getBytes());
      out.close();
    });

    try (Stream<Post> posts = server.client().call("GET", "/").stream(POST)) {
      assertThat(posts.peek(post -> seen.countDown())).extracting(Post::id).containsExactly(1, 2);
    }
  }

  @Test
  void anArrayThatBreaksOffIsAnErrorAndNoEnd() {
    server.answers(200, "application/json", "[{\"id\":1},");

    try (Stream<Post> posts = server.client().call("GET", "/").stream(POST)) {
      assertThat(catchThrowableOfType(ClientException.class, posts::toList))
          .hasMessageStartingWith("GET / answered 200 with what cannot be read: ");
    }
  }

  @Test
  void aConnectionThatBreaksIsAnErrorAndNoEnd() {
    server.answers(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write("{\"id\":1}\n".getBytes());
      exchange.getResponseBody().flush();
    });

    try (Stream<Post> posts = server.client().call("GET", "/").stream(POST)) {
      assertThat(catchThrowableOfType(UncheckedIOException.class, posts::toList))
          .hasMessageStartingWith("GET / failed: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void eventsHaveNamesIdsAndDataOfSeveralLines(String end) {
    String text =
        String.join(
            end,
            ": a comment",
            "retry: 10",
            "event: created",
            "id: 7",
            "data: {\"id\":",
            "data: 1}",
            "",
            "data:gap",
            "",
            "data: lost");
    server.answers(200, "text/event-stream", text);

    try (Stream<ServerEvent<Post>> stream = server.client().call("GET", "/").events(POST)) {
      List<ServerEvent<Post>> events = stream.toList();
      assertThat(events).extracting(ServerEvent::name).containsExactly("created", "message");
      assertThat(events).extracting(e -> e.id().orElseThrow()).containsExactly("7", "7");
      assertThat(events.getFirst().value()).isEqualTo(new Post(1));
      assertThat(events.getLast().text()).isEqualTo("gap");
      assertThat(catchThrowableOfType(ClientException.class, () -> events.getLast().value()))
          .hasMessageStartingWith("GET / answered 200 with an event that is no ");
    }
  }

  @Test
  void aStreamOfEventsEndsWhenItIsClosed() {
    server.answers(exchange -> {
      Server.begin(exchange, 200, "text/event-stream");
      for (int i = 0; ; i++) {
        exchange.getResponseBody().write(("data: {\"id\":" + i + "}\n\n").getBytes());
      }
    });

    try (Stream<ServerEvent<Post>> events = server.client().call("GET", "/").events(POST)) {
      assertThat(events.limit(3)).extracting(event -> event.value().id()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void whatIsNotJsonIsGivenAsItComes() throws Exception {
    server.answers(200, "text/csv;charset=ISO-8859-1", "a,b", "X-Rows", "1");

    try (Received answer = server.client().call("GET", "/").accept("text/csv").raw()) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("x-rows")).contains("1");
      assertThat(answer.stream().readAllBytes()).asString().isEqualTo("a,b");
    }
    assertThat(server.client().call("GET", "/").raw().text()).isEqualTo("a,b");
    assertThat(server.came().header("Accept")).isEqualTo("text/csv");
  }
}
