package dev.trestle.querytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.notify.Notice;
import dev.trestle.notify.Notifications;
import dev.trestle.notify.Subscription;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LISTEN and NOTIFY on a real server, whose connections are also taken away. */
@Timeout(60)
class NotificationsTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  private static final String LISTENING =
      "from pg_stat_activity where application_name = 'trestle notifications' and datname ="
          + " current_database()";

  private static Connection connection;
  private static DSLContext db;
  private Notifications notifications;

  @BeforeAll
  static void connect() throws SQLException {
    DatabaseUrl url = database.url();
    connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    db = DSL.using(connection, SQLDialect.POSTGRES);
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  @BeforeEach
  void listen() {
    notifications = Notifications.listen(database.url(), "posts", "A \"B\"");
  }

  @AfterEach
  void close() {
    notifications.close();
  }

  @Test
  void messagesReachEverySubscriberOfTheirChannelInOrder() throws Exception {
    try (Subscription one = notifications.subscribe("posts", 10);
        Subscription two = notifications.subscribe("posts", 10);
        Subscription other = notifications.subscribe("A \"B\"", 10)) {
      notify("posts", "1");
      notify("A \"B\"", "");
      notify("posts", "2");

      for (Subscription subscription : List.of(one, two)) {
        assertThat(subscription.next()).contains(new Notice.Message("1"));
        assertThat(subscription.next()).contains(new Notice.Message("2"));
      }
      assertThat(other.next()).contains(new Notice.Message(""));
    }
  }

  @Test
  void aThousandSubscribersUseOneConnection() throws Exception {
    List<Subscription> subscriptions = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      subscriptions.add(notifications.subscribe("posts", 1));
    }
    notify("posts", "all");

    for (Subscription subscription : subscriptions) {
      assertThat(subscription.next()).contains(new Notice.Message("all"));
    }
    assertThat(db.fetchSingle("select count(*) " + LISTENING).into(int.class)).isEqualTo(1);
    subscriptions.forEach(Subscription::close);
  }

  @Test
  void aLostConnectionIsMadeAgainAndTheGapIsTold() throws Exception {
    try (Subscription one = notifications.subscribe("posts", 10);
        Subscription other = notifications.subscribe("A \"B\"", 10)) {
      for (int i = 0; i < 3; i++) {
        assertThat(db.fetchValue("select pg_terminate_backend(pid) " + LISTENING)).isEqualTo(true);

        assertThat(one.next()).contains(new Notice.Gap());
        assertThat(other.next()).contains(new Notice.Gap());
        notify("posts", "again");
        assertThat(one.next()).contains(new Notice.Message("again"));
      }
    }
  }

  @Test
  void ofWhoReadsTooSlowlyTheQueueIsEmptiedAndTheGapTold() throws Exception {
    try (Subscription slow = notifications.subscribe("posts", 2);
        Subscription other = notifications.subscribe("A \"B\"", 2)) {
      for (int i = 1; i <= 50; i++) {
        notify("posts", String.valueOf(i));
      }
      notify("A \"B\"", "behind them");
      other.next();

      assertThat(slow.next()).contains(new Notice.Gap());
      assertThat(slow.next()).contains(new Notice.Message("50"));
    }
  }

  /** Notified again and again, because nobody can tell from outside whether somebody listens. */
  @Test
  void eachMessageOfAChannelIsAnEventAndSoIsAGap() throws Exception {
    RouteDefinition route =
        RouteDefinition.at("/{channel}", "Events")
            .on(Verb.GET, call -> notifications.events(call.variable("channel", Parser.STRING)));
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (Trestle app = Trestle.of(() -> List.of(route)).port(0).start();
        HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<Void> end =
          client
              .sendAsync(request(app, "/posts"), BodyHandlers.ofLines())
              .thenAcceptAsync(answer -> answer.body().forEach(lines::add));
      while (lines.isEmpty()) {
        notify("posts", "{\"id\": 1}");
      }
      assertThat(lines.take()).isEqualTo("data: {\"id\": 1}");

      db.fetchValue("select pg_terminate_backend(pid) " + LISTENING);
      while (!lines.take().equals("event: gap")) {}
      notify("posts", "after");
      while (!lines.take().equals("data: after")) {}

      assertThat(client.send(request(app, "/post"), BodyHandlers.ofString()).statusCode())
          .isEqualTo(500);
      notifications.close();
      end.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void closingEndsWhoWaitsAndLeavesNoConnection() throws Exception {
    Subscription waiting = notifications.subscribe("posts", 1);
    CompletableFuture<Optional<Notice>> next = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            next.complete(waiting.next());
          } catch (InterruptedException e) {
            next.completeExceptionally(e);
          }
        });

    notifications.close();
    notifications.close();

    assertThat(next.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThatThrownBy(() -> notifications.subscribe("posts", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The notifications are closed");
    while (db.fetchSingle("select count(*) " + LISTENING).into(int.class) > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoWaitsCanBeInterrupted() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try (Subscription posts = notifications.subscribe("posts", 1)) {
                posts.next();
                interrupted.complete(false);
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
            });
    waiting.interrupt();

    assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatCannotBeListenedToIsRefused() {
    assertThatThrownBy(() -> notifications.subscribe("post", 1))
        .hasMessage("Nobody listens to 'post', only to A \"B\", posts");
    assertThatThrownBy(() -> notifications.subscribe("posts", 0))
        .hasMessage("capacity is 0; it must be at least 1");
    assertThatThrownBy(() -> Notifications.listen(database.url()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Notifications.listen(database.url(), ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            Notifications.listen(
                DatabaseUrl.parse("postgresql://me:secret@127.0.0.1:1/x"), "posts"))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "No PostgreSQL answers at 127.0.0.1:1; start it or correct"
                + " postgresql://me:***@127.0.0.1:1/x.");
  }

  private static HttpRequest request(Trestle app, String path) {
    return HttpRequest.newBuilder(URI.create(app.url() + path)).build();
  }

  private static void notify(String channel, String payload) {
    db.execute("select pg_notify(?, ?)", channel, payload);
  }
}
