package dev.trestle.service;

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static dev.trestle.service.Service.etag;
import static dev.trestle.service.Service.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.notify.Notifications;
import dev.trestle.service.parts.PostFeed;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The endpoints that other implementations have too, over the schema that they share: the first
 * migration. Later ones belong to what only this service has.
 */
class FirstMigrationTest {
  private static final TestDatabase DATABASE =
      TestDatabase.migrated("filesystem:" + firstMigration()).seeded("classpath:db/seed");

  private static Notifications notifications;

  @RegisterExtension
  static final TestApp app =
      TestApp.of(
          DATABASE,
          () -> {
            notifications = Notifications.listen(DATABASE.url(), PostFeed.CHANNEL);
            return Main.service().provide(PostFeed.class, new PostFeed(notifications));
          });

  private static Path firstMigration() {
    String name = "V1__schema.sql";
    Path folder = Path.of("target", "first-migration").toAbsolutePath();
    try (InputStream migration = Main.class.getResourceAsStream("/db/migration/" + name)) {
      Files.createDirectories(folder);
      Files.copy(migration, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void listenNoMore() {
    notifications.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/hello | {\"message\":\"Hello\"}",
        "/api/users?limit=100 | [{\"id\":\"00000000-0000-4000-8000-000000002710\",\"email\":",
        "/api/posts/paginated?page=3&limit=10 | {\"posts\":[{\"id\":",
        "/api/posts/search?query=postgres&published=true | [{\"id\":",
        "/api/stats/top-authors | [{\"name\":\"User 1\",\"postCount\":10}",
      })
  void whatIsReadIsThere(String path, String start) {
    TestAnswer answer = app.call(GET, path);

    answer.expect(200);
    assertThat(answer.text()).startsWith(start);
  }

  @Test
  void aUserIsReadWithATagThatChangesWithTheRow() {
    TestAnswer answer = app.call(GET, "/api/users/" + user(42));
    answer.expectText(
        "{\"id\":\"%s\",\"email\":\"user42@example.com\",\"name\":\"User 42\",\"createdAt\":\"2025-01-01T00:42:00Z\"}"
            .formatted(user(42)));

    app.db().execute("update users set name = name where email = 'user42@example.com'");

    assertThat(etag(app.call(GET, "/api/users/" + user(42)))).isNotEqualTo(etag(answer));
    app.call(GET, "/api/users/" + user(99_999_999)).expect(404);
  }

  @Test
  void aUserIsCreatedOnce() {
    String body = "{\"email\":\"ada@example.org\",\"name\":\"Ada\"}";

    app.call(POST, "/api/users", body).expect(201);
    app.call(POST, "/api/users", body).expect(409);
    app.call(POST, "/api/users", "{}").expect(400);
  }

  @Test
  void moneyIsTransferredWhileThereIsEnough() {
    String transfer =
        "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":600000}".formatted(user(1), user(2));

    assertThat(
            app.call(POST, "/api/transfer", transfer).json().get("sender").get("balance").asLong())
        .isEqualTo(400_000);
    app.call(POST, "/api/transfer", transfer).expectText("{\"error\":\"Insufficient funds\"}");
  }

  @Test
  void aTransferWithoutAKeyLocksAndThenWritesInOneRoundTrip() {
    String transfer =
        "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":5}".formatted(user(3), user(4));
    app.statements().clear();

    app.call(POST, "/api/transfer", transfer).expect(200);

    assertThat(app.statements().statements())
        .extracting(sql ->
            Stream.of(sql.split("\n;\n"))
                .map(each -> each.substring(0, each.indexOf(' ')))
                .toList())
        .containsExactly(List.of("select"), List.of("update", "update", "insert"));
  }
}
