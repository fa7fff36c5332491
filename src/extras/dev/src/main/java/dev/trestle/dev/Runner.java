package dev.trestle.dev;

import dev.trestle.StartException;
import dev.trestle.migrate.MigrationException;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Serves over a migrated and seeded database until the service or this process ends. */
final class Runner {
  private static final long POLL_MILLIS = 200;

  private final Options options;
  private final DevDatabase database;
  private volatile Optional<Service> service = Optional.empty();

  Runner(Options options, DevDatabase database) {
    this.options = options;
    this.database = database;
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-service"));
  }

  /** Serves once; gives the status that the service ends with. */
  int run() throws InterruptedException {
    Service running = start();
    if (running.awaitListening()) {
      showExamples(running);
    }
    return running.await();
  }

  /**
   * Serves, and builds and serves again after each change; after a failed build the old one stays.
   */
  int watch() throws InterruptedException {
    Sources sources = new Sources(options.all("--watch").stream().map(Path::of).toList());
    Map<Path, FileTime> built = sources.snapshot();
    Service running = start();
    if (!running.awaitListening()) {
      return running.await();
    }
    showExamples(running);
    while (true) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      Map<Path, FileTime> now = sources.snapshot();
      if (!now.equals(built)) {
        built = now;
        restart();
      }
    }
  }

  private void restart() throws InterruptedException {
    System.out.println("Changed; building");
    if (!build()) {
      System.err.println("The build failed; the service goes on as it was.");
      return;
    }
    stop();
    try {
      start();
    } catch (MigrationException e) {
      System.err.println(e.getMessage());
    }
  }

  private Service start() {
    database.migrate(options.migrations());
    database.seedUnlessInUse(options.seeds());
    Service started = Service.start(options.text("--serve").orElse(""), database.url());
    service = Optional.of(started);
    return started;
  }

  private void stop() {
    service.ifPresent(Service::close);
  }

  private boolean build() throws InterruptedException {
    String command = options.text("--build").orElse("");
    try {
      return new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      throw new StartException("The build cannot be started with: " + command + ".", e);
    }
  }

  private void showExamples(Service running) {
    List<String> examples = options.all("--try");
    if (!examples.isEmpty()) {
      System.out.println("Answers at " + running.url() + "; try:");
      examples.forEach(path -> System.out.println("  curl '" + running.url() + path + "'"));
    }
  }
}
