package dev.trestle.dataproxy;

import dev.trestle.DatabaseUrl;
import dev.trestle.PoolTimes;
import dev.trestle.StartException;
import dev.trestle.internal.db.Database;
import dev.trestle.internal.db.PoolSize;
import dev.trestle.internal.db.ReplicaPools;
import dev.trestle.spi.CrossOrigin;
import dev.trestle.spi.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a proxy that does not run yet. Used by one thread.
 *
 * @see DataProxy#over
 */
public final class DataProxyBuilder {
  private static final List<String> HEADERS =
      List.of(
          "Authorization",
          "Content-Type",
          Headers.CONNECTION_STRING,
          Headers.RAW_TEXT,
          Headers.ARRAY_MODE,
          Headers.ISOLATION,
          Headers.READ_ONLY,
          Headers.DEFERRABLE);

  private final DatabaseUrl url;
  private final List<String> keys = new ArrayList<>();
  private final List<Path> allowed = new ArrayList<>();
  private Optional<Path> recording = Optional.empty();
  private List<String> origins = List.of();
  private String path = "/sql";
  private Duration timeout = Duration.ofSeconds(10);
  private int bodyLimit = 1 << 20;
  private int rowLimit = 10_000;
  private int answerLimit = 10 << 20;
  private OptionalInt poolSize = OptionalInt.empty();
  private OptionalInt replicas = OptionalInt.empty();
  private Optional<PoolTimes> poolTimes = Optional.empty();

  DataProxyBuilder(DatabaseUrl url) {
    this.url = Objects.requireNonNull(url, "url");
  }

  /**
   * What a caller proves itself with: the password of its connection string, or {@code
   * Authorization: Bearer}. While keys are changed there may be several.
   *
   * @param secret 32 characters or more; {@code openssl rand -hex 32} makes one
   * @return this
   */
  public DataProxyBuilder key(String secret) {
    keys.add(Keys.check(secret));
    return this;
  }

  /**
   * The statements that may run: SQL, each ended by a semicolon, with comments as you like. They
   * are read when the proxy opens. Two statements are the same if they differ in white space and
   * comments only; what differs from call to call is a parameter, {@code $1}.
   *
   * @param file as {@link #record} writes it; may be called for several
   * @return this
   */
  public DataProxyBuilder allow(Path file) {
    allowed.add(Objects.requireNonNull(file, "file"));
    return this;
  }

  /**
   * Runs any statement, and adds those that are new, once they have succeeded, to a file for {@link
   * #allow}. For development only: whoever has a key can do all that the role can.
   *
   * @param file made if it is not there
   * @return this
   */
  public DataProxyBuilder record(Path file) {
    recording = Optional.of(file);
    return this;
  }

  /**
   * Which pages in browsers may call it. Whoever can read such a page has its key.
   *
   * @param exact like {@code https://example.org}, with {@code *.} before a host, or {@code *};
   *     none unless set
   * @return this
   */
  public DataProxyBuilder origins(String... exact) {
    origins = List.of(exact);
    return this;
  }

  /**
   * Where it answers.
   *
   * @param where {@code /sql} unless set, where the client looks for it
   * @return this
   */
  public DataProxyBuilder path(String where) {
    path = Objects.requireNonNull(where, "where");
    return this;
  }

  /**
   * How long a request may take, waiting for a connection and all statements of a transaction
   * included. Then what runs is cancelled, and the answer is 503.
   *
   * @param longest 10 seconds unless set
   * @return this
   */
  public DataProxyBuilder timeout(Duration longest) {
    if (!longest.isPositive()) {
      throw new IllegalArgumentException("timeout is " + longest + "; it must be positive");
    }
    timeout = longest;
    return this;
  }

  /**
   * The longest request, in bytes. More is 413.
   *
   * @param bytes 1 MiB unless set
   * @return this
   */
  public DataProxyBuilder bodyLimit(int bytes) {
    bodyLimit = positive("bodyLimit", bytes);
    return this;
  }

  /**
   * The most rows of a request. More is an error, SQLSTATE 54000, and what was changed is undone.
   *
   * @param rows 10,000 unless set
   * @return this
   */
  public DataProxyBuilder rowLimit(int rows) {
    rowLimit = positive("rowLimit", rows);
    return this;
  }

  /**
   * The most that the values of a request's rows may have, in bytes. More is an error, SQLSTATE
   * 54000, and what was changed is undone.
   *
   * @param bytes 10 MiB unless set
   * @return this
   */
  public DataProxyBuilder answerLimit(int bytes) {
    answerLimit = positive("answerLimit", bytes);
    return this;
  }

  /**
   * The most connections that it opens.
   *
   * @param connections unless set as {@link dev.trestle.ConnectionSettings#poolSize}
   * @return this
   */
  public DataProxyBuilder poolSize(int connections) {
    poolSize = OptionalInt.of(positive("poolSize", connections));
    return this;
  }

  /**
   * How many of the proxy run at once, each with a pool of its own.
   *
   * @param running as {@link dev.trestle.ConnectionSettings#replicas}
   * @return this
   */
  public DataProxyBuilder replicas(int running) {
    replicas = OptionalInt.of(positive("replicas", running));
    return this;
  }

  /**
   * How long a connection is waited for, and how long it lives.
   *
   * @param times as {@link dev.trestle.ConnectionSettings#poolTimes}
   * @return this
   */
  public DataProxyBuilder poolTimes(PoolTimes times) {
    poolTimes = Optional.of(times);
    return this;
  }

  /**
   * Opens the pool, and returns once the database has answered.
   *
   * @return to be given to {@link dev.trestle.TrestleBuilder#routes}, and closed after the
   *     application
   * @throws StartException if there is no key, no statement may run, a file of statements cannot be
   *     read, or the database does not answer
   */
  public DataProxy open() {
    if (keys.isEmpty()) {
      throw new StartException(
          "The data proxy has no key, so nobody could ask it; write .key(…) before .open().");
    }
    if (allowed.isEmpty() && recording.isEmpty()) {
      throw new StartException(
          "The data proxy has no statements; write .allow(file) before .open(), or in development"
              + " .record(file).");
    }
    Limits limits = new Limits(rowLimit, answerLimit);
    Statements statements = Statements.read(allowed, recording);
    Database database =
        Database.open(
            limits.guarding(url),
            new PoolSize(poolSize, replicas),
            OptionalInt.empty(),
            poolTimes,
            Optional.empty(),
            ReplicaPools.NONE,
            InstantSource.system());
    try {
      database.awaitConnection();
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    Endpoint endpoint = new Endpoint(new Keys(keys), statements, limits, database.dsl());
    return new DataProxy(path, endpoint, policy(), database);
  }

  private Policy policy() {
    Policy policy = Policy.none().withTimeout(timeout).withBodyLimit(bodyLimit);
    return origins.isEmpty()
        ? policy
        : policy.withCors(new CrossOrigin(origins, HEADERS, List.of(), false, Duration.ofHours(1)));
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
    }
    return value;
  }
}
