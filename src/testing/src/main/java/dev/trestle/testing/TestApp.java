package dev.trestle.testing;

import dev.trestle.TrestleBuilder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A whole application over a {@link TestDatabase}, as a JUnit extension: one for each test if it is
 * an instance field, so that nothing that it keeps is older than the test, and one for a test class
 * if it is static.
 *
 * <pre>{@code
 * @RegisterExtension
 * final TestApp app = TestApp.of(database, () -> Trestle.of(new Routes()));
 * }</pre>
 *
 * <p>It is asked by {@link #call}, and by as many clients with cookies as a test method has
 * parameters of type {@link TestClient}. Its {@link #clock} stands still.
 *
 * <p>Fails a test whose request ran the same statement again and again (see {@link #repeatLimit}),
 * and a test or class after which a connection is still out of the pool.
 */
public final class TestApp
    implements Calls,
        BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {
  private static final boolean SOCKETS = "socket".equals(System.getenv("TEST_CALLS"));

  private final TestDatabase database;
  private final Supplier<TrestleBuilder> builder;
  private final OptionalInt repeatLimit;
  private final boolean socket;
  private final Repeats repeats = new Repeats();
  private final StatementLog statements = new StatementLog();
  private Optional<RunningApp> running = Optional.empty();
  private int classes;

  private TestApp(
      TestDatabase database,
      Supplier<TrestleBuilder> builder,
      OptionalInt repeatLimit,
      boolean socket) {
    this.database = database;
    this.builder = builder;
    this.repeatLimit = repeatLimit;
    this.socket = socket;
  }

  /**
   * An application over a database.
   *
   * @param database set up before the application, and dropped after it
   * @param builder makes the application each time that it is started; its database, clock and
   *     carrier are set here
   * @return to be registered
   */
  public static TestApp of(TestDatabase database, Supplier<TrestleBuilder> builder) {
    return new TestApp(database, builder, OptionalInt.empty(), SOCKETS);
  }

  /**
   * The same application, whose requests may run one statement more or less often before the test
   * that sent them fails. What a test runs by {@link #db} is in no request, and attempts that
   * {@code Transactions.retries} ran again are not counted.
   *
   * @param times at least 1; unless set, as the application says ({@link
   *     dev.trestle.StatementSettings#repeatLimit})
   * @return to be registered in place of this
   */
  public TestApp repeatLimit(int times) {
    if (times < 1) {
      throw new IllegalArgumentException("repeatLimit is " + times + "; it must be at least 1");
    }
    return new TestApp(database, builder, OptionalInt.of(times), socket);
  }

  /**
   * The same application, whose {@link #call} sends requests over a socket. Without this they are
   * handed to it within this JVM, and all that happens to them is as over a socket. The environment
   * variable {@code TEST_CALLS=socket} does so for all.
   *
   * @return to be registered in place of this
   */
  public TestApp overSocket() {
    return new TestApp(database, builder, repeatLimit, true);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    database.beforeAll(context);
    classes++;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (classes == 0) {
      database.beforeEach(context);
      start();
    }
    statements.clear();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (classes == 0) {
      try {
        stop();
      } finally {
        database.afterEach(context);
      }
    }
    repeats.check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    classes--;
    try {
      stop();
    } finally {
      database.afterAll(context);
    }
    repeats.check();
  }

  /** A nested class has the application of the class around it. */
  private synchronized void start() {
    if (running.isEmpty()) {
      TrestleBuilder begun = builder.get();
      repeatLimit.ifPresent(limit -> begun.statements(it -> it.repeatLimit(limit)));
      running =
          Optional.of(RunningApp.start(database.urlForRequests(), begun, statements, repeats));
    }
  }

  private synchronized void stop() {
    if (classes == 0 && running.isPresent()) {
      RunningApp ending = running.get();
      running = Optional.empty();
      ending.stop();
    }
  }

  private synchronized RunningApp running() {
    return running.orElseThrow(() ->
        new IllegalStateException(
            "The application does not run; register its TestApp with @RegisterExtension."));
  }

  /**
   * The address of the application, for other clients than this. It listens from when this is asked
   * first.
   *
   * @return without a slash at the end
   */
  public String url() {
    return "http://127.0.0.1:" + running().port();
  }

  /**
   * The application's database, to look behind it. What runs here is in the statement log too.
   *
   * @return bound to the application's pool
   */
  public DSLContext db() {
    return running().app().db();
  }

  @Override
  public TestAnswer call(TestRequest request) {
    return running().calls(socket).call(request);
  }

  /**
   * Its time, which stands still.
   *
   * @return of the application that runs now
   */
  public TestClock clock() {
    return running().clock();
  }

  /**
   * One more client, that keeps its own cookies.
   *
   * @return without any
   */
  public TestClient client() {
    return new TestClient(this, clock());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return client();
  }

  /**
   * What the application asked of its database.
   *
   * @return live
   */
  public StatementLog statements() {
    return statements;
  }
}
