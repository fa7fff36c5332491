package dev.trestle.testing;

import dev.trestle.DatabaseUrl;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A PgBouncer in transaction mode in front of a {@link TestDatabase}, as a JUnit extension:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PgBouncer pooler = PgBouncer.before(database, 4);
 * }</pre>
 *
 * <p>It is the {@code pgbouncer} of this machine, as a process that ends with the class; where none
 * is installed the class is skipped. It lets in everybody on 127.0.0.1, as the embedded server
 * does.
 */
public final class PgBouncer implements BeforeAllCallback, AfterAllCallback {
  private final TestDatabase database;
  private final int connections;
  private PoolerProcess process;

  private PgBouncer(TestDatabase database, int connections) {
    this.database = database;
    this.connections = connections;
  }

  /**
   * A pooler that is not running yet.
   *
   * @param database set up before the pooler, and dropped after it
   * @param connections to the server at most, at least 1; 200 clients share them
   * @return to be registered as a static extension
   */
  public static PgBouncer before(TestDatabase database, int connections) {
    return new PgBouncer(database, connections);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Assumptions.assumeTrue(
        PoolerProcess.program().isPresent(),
        "pgbouncer is not installed; on Debian: apt-get install pgbouncer");
    database.beforeAll(context);
    process = PoolerProcess.start(database.url(), connections);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (process != null) {
      process.close();
    }
    database.afterAll(context);
  }

  /**
   * The address of the database through the pooler. It does not say that it is one.
   *
   * @return valid until the class has ended
   */
  public DatabaseUrl url() {
    return process.url(database.url().database());
  }
}
