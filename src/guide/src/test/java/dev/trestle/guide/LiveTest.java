package dev.trestle.guide;

import static dev.trestle.guide.Guide.id;
import static dev.trestle.service.db.Tables.POSTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Trestle;
import dev.trestle.guide.live.Routes;
import dev.trestle.notify.Notifications;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveTest {
  @RegisterExtension static final TestDatabase database = Guide.database();

  /** Changed again and again, because nobody can tell from outside whether somebody listens yet. */
  @Test
  @Timeout(30)
  void aChangedPostIsAnEvent() {
    try (Notifications notifications = Notifications.listen(database.url(), "posts");
        Trestle app =
            Trestle.of(new Routes())
                .database(database.url())
                .connections(it -> it.poolSize(2))
                .provide(Notifications.class, notifications)
                .port(0)
                .start();
        HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<Optional<String>> event =
          client
              .sendAsync(
                  HttpRequest.newBuilder(URI.create(app.url() + "/events")).build(),
                  HttpResponse.BodyHandlers.ofLines())
              .thenApplyAsync(answer -> firstEvent(answer.body()));
      while (!event.isDone()) {
        app.db()
            .update(POSTS)
            .set(POSTS.PUBLISHED, true)
            .where(POSTS.ID.eq(UUID.fromString(id(104))))
            .execute();
      }

      assertThat(event.join().orElseThrow()).contains("\"kind\" : \"updated\"", id(104));
    }
  }

  private static Optional<String> firstEvent(Stream<String> lines) {
    try (lines) {
      return lines.filter(line -> line.startsWith("data:")).findFirst();
    }
  }
}
