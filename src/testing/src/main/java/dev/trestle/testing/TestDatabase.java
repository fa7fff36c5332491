package dev.trestle.testing;

import dev.trestle.DatabaseUrl;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh, migrated database for a test class, as a JUnit extension:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");
 * }</pre>
 *
 * <p>The server is the one of {@code TEST_DATABASE_URL} (its role must be allowed to create
 * databases), a container with {@code TEST_DATABASE=testcontainers} (of the image {@code
 * TEST_POSTGRES_IMAGE}, {@code postgres:18-alpine} unless set), or the embedded one, with a
 * PgBouncer in transaction mode before it with {@code TEST_DATABASE=pgbouncer}. It starts once for
 * all classes; migrations run once and are copied. The database is dropped after the class.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  private final List<String> migrations;
  private final List<String> seeds;
  private Templates templates;
  private DatabaseUrl url;
  private int users;

  private TestDatabase(List<String> migrations, List<String> seeds) {
    this.migrations = migrations;
    this.seeds = seeds;
  }

  /**
   * A database with these migrations applied.
   *
   * @param locations {@code classpath:…} or {@code filesystem:…}
   * @return to be registered as a static extension
   */
  public static TestDatabase migrated(String... locations) {
    return new TestDatabase(List.of(locations), List.of());
  }

  /**
   * The same database with seeds.
   *
   * @param locations {@code classpath:…} or {@code filesystem:…}
   * @return to be registered as a static extension
   */
  public TestDatabase seeded(String... locations) {
    return new TestDatabase(migrations, List.of(locations));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (users++ > 0) {
      return; // Registered by itself and through a TestApp, or for a nested class: one database.
    }
    templates =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(TestDatabase.class))
            .computeIfAbsent(
                Templates.class,
                key -> new Templates(TestServer.start(System.getenv())),
                Templates.class);
    url = templates.copy(migrations, seeds);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (--users == 0 && url != null) {
      templates.drop(url);
      url = null;
    }
  }

  /**
   * The address of the database.
   *
   * @return valid until the class has ended
   * @throws IllegalStateException outside a test class that registers this as a static extension
   */
  public DatabaseUrl url() {
    if (url == null) {
      throw new IllegalStateException(
          "The test database is not there yet; register it as a static @RegisterExtension.");
    }
    return url;
  }

  /**
   * The address for an application's requests: the same, but with {@code TEST_DATABASE=pgbouncer}
   * through the pooler. It says whether it is one.
   *
   * @return valid until the class has ended
   * @throws IllegalStateException as {@link #url}
   */
  public DatabaseUrl urlForRequests() {
    return templates == null ? url() : templates.forRequests(url());
  }
}
