package dev.trestle.service;

import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.SigningKey;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.metrics.Metrics;
import dev.trestle.metrics.MetricsEnvironment;
import dev.trestle.metrics.PoolAlarm;
import dev.trestle.notify.Notifications;
import dev.trestle.openapi.OpenApi;
import dev.trestle.service.app.Routes;
import dev.trestle.service.db.Public;
import dev.trestle.service.parts.Pace;
import dev.trestle.service.parts.Passwords;
import dev.trestle.service.parts.PostFeed;
import dev.trestle.service.parts.Uploads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Starts the service from its environment and serves until the process is told to end. */
public final class Main {
  private static final int PASSWORD_COST = 12;
  private static final long CACHE_BYTES = 8 << 20;

  private Main() {}

  /**
   * The service, to be given a database and an address.
   *
   * @return not yet started; nobody tells it of events
   */
  public static TrestleBuilder service() {
    Routes routes = new Routes();
    return Trestle.of(routes)
        .routes(OpenApi.of(routes))
        .schema(Public.PUBLIC)
        .cache(CaffeineStore.ofBytes(CACHE_BYTES))
        .readiness("/readyz", Duration.ZERO)
        .provide(Pace.class, Pace.every(Duration.ofSeconds(1)))
        .provide(Passwords.class, Passwords.ofCost(PASSWORD_COST))
        .provide(PostFeed.class, PostFeed.idle())
        .provide(SigningKey.class, SigningKey.random())
        .provide(
            Uploads.class, Uploads.in(Path.of(System.getProperty("java.io.tmpdir"), "uploads")));
  }

  /**
   * The service as its environment wants it: with its database and address, told of events. {@code
   * make dev} has it anew after each change.
   *
   * @param variables of the environment
   * @return not yet started
   * @throws StartException in one sentence if a variable makes no sense, or nothing listens for
   *     events
   */
  public static TrestleBuilder service(Map<String, String> variables) {
    Environment environment = Environment.of(variables).requireDatabase();
    // Its server is waited for while the service is put together.
    FutureTask<Notifications> listening = listening(environment.direct().orElseThrow());
    TrestleBuilder service = service().environment(environment);
    key(variables).ifPresent(key -> service.provide(SigningKey.class, key));
    set(variables, "UPLOADS")
        .ifPresent(directory -> service.provide(Uploads.class, Uploads.in(Path.of(directory))));
    Notifications notifications = awaitNotifications(listening);
    return service.provide(PostFeed.class, new PostFeed(notifications)).onClose(notifications);
  }

  /**
   * Serves, or says in one sentence why it cannot and ends with status 1.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try {
      Map<String, String> variables = System.getenv();
      LogFormat.choose(variables);
      MetricsEnvironment watched = MetricsEnvironment.of(variables);
      serve(service(variables), watched);
    } catch (StartException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static FutureTask<Notifications> listening(DatabaseUrl direct) {
    FutureTask<Notifications> task =
        new FutureTask<>(() -> Notifications.listen(direct, PostFeed.CHANNEL));
    Thread.ofVirtual().name("listening").start(task);
    return task;
  }

  private static Notifications awaitNotifications(FutureTask<Notifications> listening) {
    try {
      return listening.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StartException failure
          ? failure
          : new IllegalStateException("Nothing listens for posts", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("The start was interrupted while it connected.", e);
    }
  }

  private static void serve(TrestleBuilder service, MetricsEnvironment watched) {
    Optional<Metrics> metrics = metrics(watched);
    Trestle app = metrics.map(it -> it.start(service)).orElseGet(service::start);
    PoolAlarm alarm = PoolAlarm.start(app, watched.alarm());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  alarm.close();
                  app.close();
                },
                "shutdown"));
    System.out.println("Listening on " + app.url());
  }

  /** They are served until the process ends, so that what happens at its end is seen too. */
  private static Optional<Metrics> metrics(MetricsEnvironment watched) {
    if (watched.port().isEmpty()) {
      return Optional.empty();
    }
    Metrics metrics = Metrics.create();
    Trestle scraped = metrics.serve(watched.host(), watched.port().getAsInt());
    System.out.println("Metrics on " + scraped.url() + "/metrics");
    return Optional.of(metrics);
  }

  private static Optional<SigningKey> key(Map<String, String> variables) {
    try {
      return set(variables, "SIGNING_KEY").map(SigningKey::of);
    } catch (IllegalArgumentException e) {
      throw new StartException("SIGNING_KEY: " + e.getMessage(), e);
    }
  }

  private static Optional<String> set(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }
}
