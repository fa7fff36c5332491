package dev.trestle.dev;

import java.util.Optional;

/** Serves over a migrated and seeded database until the service or this process ends. */
final class Runner {
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
      Examples.show(options, running.url());
    }
    return running.await();
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
}
