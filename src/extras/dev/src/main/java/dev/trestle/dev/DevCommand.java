package dev.trestle.dev;

import dev.trestle.Environment;
import dev.trestle.StartException;
import dev.trestle.dev.loop.Loop;
import dev.trestle.dev.loop.Project;
import dev.trestle.logging.JsonLogs;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** As {@link RunCommand}, but each request is answered by what the files say at that moment. */
final class DevCommand implements Command {
  private static final String APP = "--app";
  private static final String SOURCES = "--sources";
  private static final String RESOURCES = "--resources";
  private static final String CLASS_PATH = "--class-path";
  private static final String GENERATED = "--generated";
  private static final String PACKAGE = "--package";
  private static final String JAVAC = "--javac";

  @Override
  public String name() {
    return "dev";
  }

  @Override
  public List<String> options() {
    return List.of(APP, SOURCES, RESOURCES, CLASS_PATH, GENERATED, PACKAGE, JAVAC, Examples.TRY);
  }

  @Override
  public int run(Options options) throws InterruptedException {
    logServiceToo(System.getenv("LOG_FORMAT"));
    Project project =
        new Project(
            required(options, APP),
            paths(options.all(SOURCES)),
            paths(options.all(RESOURCES)),
            paths(List.of(required(options, CLASS_PATH).split(File.pathSeparator))),
            options.all(JAVAC));
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      DevSchema schema =
          new DevSchema(
              database,
              options.migrations(),
              options.seeds(),
              options.path(GENERATED, "target/generated-sources/jooq"),
              required(options, PACKAGE),
              System.out);
      Map<String, String> variables = Service.environment(database.url());
      CountDownLatch ended = new CountDownLatch(1);
      Loop loop =
          Loop.start(
              project,
              Optional.of(schema),
              variables,
              DevMetrics.starting(variables, System.out),
              System.out,
              System.err);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    loop.close();
                    ended.countDown();
                  },
                  "stop-dev"));
      String url = Examples.url(Environment.of(variables), loop.port());
      Examples.show(options, url);
      loop.console().ifPresent(path -> System.out.println("Look at it at " + url + path));
      ended.await();
      return 0;
    }
  }

  /** The service's log, by the logger of the commands, whichever the service has otherwise. */
  private static void logServiceToo(String format) {
    System.clearProperty("org.slf4j.simpleLogger.defaultLogLevel");
    if ("json".equals(format)) {
      logJson();
    }
  }

  private static void logJson() {
    try {
      JsonLogs.install(System.err);
    } catch (NoClassDefFoundError e) {
      throw new StartException(
          "LOG_FORMAT=json needs trestle-logging among the service's libraries.", e);
    }
  }

  private static String required(Options options, String name) {
    return options
        .text(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " is missing; make dev needs it."));
  }

  private static List<Path> paths(List<String> names) {
    return names.stream().filter(name -> !name.isBlank()).map(Path::of).toList();
  }
}
