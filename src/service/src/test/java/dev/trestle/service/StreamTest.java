package dev.trestle.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.notify.Notifications;
import dev.trestle.service.parts.Pace;
import dev.trestle.service.parts.PostFeed;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that come bit by bit. */
@Timeout(60)
class StreamTest {
  private static final Semaphore NEXT = new Semaphore(0);
  private static Notifications notifications;

  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  @RegisterExtension
  static final TestApp app =
      TestApp.of(
          database,
          () -> {
            notifications = Notifications.listen(database.url(), PostFeed.CHANNEL);
            return Main.service()
                .provide(Pace.class, NEXT::acquire)
                .provide(PostFeed.class, new PostFeed(notifications));
          });

  @AfterAll
  static void close() {
    notifications.close();
  }

  @Test
  void tenLinesComeEachWhenItIsWritten() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient();
        BufferedReader lines = open(client, "/api/stream", "")) {
      for (int i = 0; i < 10; i++) {
        // Nothing lets the next line go before this one has come.
        assertThat(lines.readLine()).isEqualTo("Line " + i);
        NEXT.release();
      }
      assertThat(lines.readLine()).isNull();
    }
  }

  @Test
  void changesOfPostsAreEventsForAllWhoListenAndUseNoConnection() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient();
        BufferedReader one = open(client, "/api/events", "");
        BufferedReader two = open(client, "/api/events", "")) {
      String id = create();

      String event = next(one, "created");
      assertThat(event).contains("\"ids\":[\"" + id + "\"]");
      assertThat(next(two, "created")).isEqualTo(event);
      app.db().execute("update posts set title = 'x' where id = ?::uuid", id);
      assertThat(next(one, "updated")).contains(id);
      app.db().execute("delete from posts where id = ?::uuid", id);
      assertThat(next(one, "deleted")).contains(id);
      app.db().execute("update posts set title = title where title like 'Note 1%'");
      assertThat(next(one, "updated")).contains("\"ids\":[]");
    }
  }

  @Test
  void whoComesBackGetsWhatWasMissedOnce() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String seen;
      try (BufferedReader first = open(client, "/api/events", "")) {
        create();
        seen = number(next(first, "created"));
      }
      String missed = create();
      try (BufferedReader witness = open(client, "/api/events", "");
          BufferedReader again = open(client, "/api/events", seen)) {
        assertThat(next(again, "created")).contains(missed);
        String live = create();
        assertThat(next(again, "created")).contains(live);
        assertThat(next(witness, "created")).isNotEmpty();
      }
      try (BufferedReader unknown = open(client, "/api/events", "never given")) {
        assertThat(next(unknown, "gap")).isEqualTo("read the posts again");
      }
    }
  }

  private static String create() {
    return app.db()
        .fetchValue(
            "insert into posts (title, author_id) select 'New', id from users limit 1 returning id")
        .toString();
  }

  private static BufferedReader open(HttpClient client, String path, String lastEventId)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url() + path));
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    return new BufferedReader(
        new InputStreamReader(
            client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()).body()));
  }

  /** The data of the next event of a kind. */
  private static String next(BufferedReader events, String kind) throws Exception {
    String line = events.readLine();
    while (!line.equals("event: " + kind)) {
      line = events.readLine();
    }
    return events.readLine().substring("data: ".length());
  }

  private static String number(String event) {
    return event.replaceAll(".*\"event\":(\\d+).*", "$1");
  }
}
