package dev.trestle.testing;

import dev.trestle.DatabaseUrl;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh, migrated database, as a JUnit extension: for each test if it is an instance field, for a
 * test class if it is static.
 *
 * <pre>{@code
 * @RegisterExtension
 * final TestDatabase database = TestDatabase.migrated("classpath:db/migration");
 * }</pre>
 *
 * <p>The server is the one of {@code TEST_DATABASE_URL} (its role must be allowed to create
 * databases), a container with {@code TEST_DATABASE=testcontainers} (of the image {@code
 * TEST_POSTGRES_IMAGE}, {@code postgres:18-alpine} unless set), or the embedded one, with a
 * PgBouncer in transaction mode before it with {@code TEST_DATABASE=pgbouncer}. It starts once for
 * all classes. Migrations and seeds run once; a database is a copy of what they made, and that for
 * the next test is made while one runs. It is dropped afterwards, also in the background.
 *
 * <p>One of these is for the extensions of one class, or of one test; tests that run in parallel
 * have each their own.
 */
public final class TestDatabase
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private final List<String> migrations;
  private final List<String> seeds;
  private Templates templates;
  private DatabaseUrl url;
  private int users;
  private int classes;

  private TestDatabase(List<String> migrations, List<String> seeds) {
    this.migrations = migrations;
    this.seeds = seeds;
  }

  /**
   * A database with these migrations applied.
   *
   * @param locations {@code classpath:…} or {@code filesystem:…}
   * @return to be registered
   */
  public static TestDatabase migrated(String... locations) {
    return new TestDatabase(List.of(locations), List.of());
  }

  /**
   * The same database with seeds.
   *
   * @param locations {@code classpath:…} or {@code filesystem:…}
   * @return to be registered
   */
  public TestDatabase seeded(String... locations) {
    return new TestDatabase(migrations, List.of(locations));
  }

  @Override
  public synchronized void beforeAll(ExtensionContext context) {
    classes++;
    begin(context, false);
  }

  @Override
  public synchronized void beforeEach(ExtensionContext context) {
    if (classes == 0) {
      begin(context, true);
    }
  }

  @Override
  public synchronized void afterEach(ExtensionContext context) {
    if (classes == 0) {
      end();
    }
  }

  @Override
  public synchronized void afterAll(ExtensionContext context) {
    classes--;
    end();
  }

  /** Registered by itself and through a {@link TestApp}, or for a nested class: one database. */
  private void begin(ExtensionContext context, boolean another) {
    if (users++ == 0) {
      templates =
          context
              .getRoot()
              .getStore(ExtensionContext.Namespace.create(TestDatabase.class))
              .computeIfAbsent(
                  Templates.class,
                  key -> new Templates(TestServer.start(System.getenv())),
                  Templates.class);
      url = templates.copy(migrations, seeds, another);
    }
  }

  private void end() {
    if (--users == 0 && url != null) {
      templates.drop(url);
      url = null;
    }
  }

  /**
   * The address of the database.
   *
   * @return valid until the test or the class has ended
   * @throws IllegalStateException before and after that
   */
  public synchronized DatabaseUrl url() {
    if (url == null) {
      throw new IllegalStateException(
          "The test database is not there; register it, or its TestApp, with @RegisterExtension.");
    }
    return url;
  }

  /**
   * The address for an application's requests: the same, but with {@code TEST_DATABASE=pgbouncer}
   * through the pooler. It says whether it is one.
   *
   * @return valid until the test or the class has ended
   * @throws IllegalStateException as {@link #url}
   */
  public synchronized DatabaseUrl urlForRequests() {
    return templates == null ? url() : templates.forRequests(url());
  }
}
