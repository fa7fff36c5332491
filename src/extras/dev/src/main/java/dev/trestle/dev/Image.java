package dev.trestle.dev;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.migrate.Migrations;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder with all that a service needs to run but a C library: its jars, the part of the JDK that
 * they use, what the JVM learnt about them in a short run, a command that starts it, and a
 * Dockerfile. It may be moved and copied, with the times of its files.
 *
 * <p>What was learnt is JDK 25's ahead-of-time cache: loaded and linked classes, and profiles of
 * what is hot (JEPs 483, 514 and 515).
 */
final class Image {
  private static final int FIRST_JDK = 25;
  private static final Duration FOR_EACH_REQUEST = Duration.ofMillis(1_500);

  /** The JVM writes the cache when it ends; on a busy machine that is half a minute. */
  private static final Duration TO_WRITE = Duration.ofMinutes(3);

  private final Options options;
  private final Path jar;
  private final Path folder;
  private final String name;

  private Image(Options options) {
    this.options = options;
    this.jar = options.path("--jar", "target/service.jar");
    this.folder = options.path("--image", "target/image");
    this.name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
  }

  /** Makes it anew, and says what it is. */
  static void make(Options options) throws InterruptedException {
    if (java.lang.Runtime.version().feature() < FIRST_JDK) {
      throw new StartException(
          "An image needs JDK "
              + FIRST_JDK
              + " or newer, and this is "
              + java.lang.Runtime.version()
              + "; set JAVA_HOME to one.");
    }
    RequestFile requests = RequestFile.read(options.path("--training", "training.http"));
    Image image = new Image(options);
    try {
      image.delete();
      image.copyApplication();
      image.link();
      image.copyCommands();
      image.train(requests);
      System.out.println(
          "%s: %d MiB, %d MiB of it the cache; start it with %s/bin/serve, or docker build %s"
              .formatted(
                  image.folder,
                  size(image.folder) >> 20,
                  Files.size(image.cache()) >> 20,
                  image.folder,
                  image.folder));
    } catch (IOException | UncheckedIOException e) {
      throw new StartException("The image " + image.folder + " cannot be made: " + e + ".", e);
    }
  }

  private Path cache() {
    return folder.resolve("app").resolve(name + ".aot");
  }

  private void delete() throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The jar and what its manifest finds beside it. */
  private void copyApplication() throws IOException {
    Path app = Files.createDirectories(folder.resolve("app"));
    copy(jar, app.resolve(jar.getFileName()));
    Path libraries = jar.resolveSibling("lib");
    Files.createDirectory(app.resolve("lib"));
    for (Path library : jars(libraries)) {
      copy(library, app.resolve("lib").resolve(library.getFileName()));
    }
  }

  /** With its time, which the cache is checked against. */
  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** The modules that the jars name, without compilers and tools. */
  private void link() throws IOException {
    String libraries =
        jars(jar.resolveSibling("lib")).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    String modules =
        tool(
                "jdeps",
                "--multi-release",
                String.valueOf(java.lang.Runtime.version().feature()),
                "--ignore-missing-deps",
                "--print-module-deps",
                "--class-path",
                libraries,
                jar.toString())
            .strip();
    tool(
        "jlink",
        "--add-modules",
        modules,
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        folder.resolve("runtime").toString());
  }

  private static String tool(String tool, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        ToolProvider.findFirst(tool)
            .orElseThrow(() ->
                new StartException(
                    "This Java has no " + tool + "; set JAVA_HOME to a whole JDK, not a runtime."))
            .run(new PrintWriter(out), new PrintWriter(err), arguments);
    if (status != 0) {
      throw new StartException(tool + " failed: " + out.toString().strip() + err);
    }
    return out.toString();
  }

  private void copyCommands() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String command : List.of("serve", "healthy")) {
      Path file = Files.writeString(bin.resolve(command), resource(command));
      if (!file.toFile().setExecutable(true, false)) {
        throw new IOException(file + " cannot be made executable");
      }
    }
    Files.writeString(folder.resolve("Dockerfile"), resource("Dockerfile"));
  }

  private String resource(String file) throws IOException {
    try (InputStream resource = Image.class.getResourceAsStream("image/" + file)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@name@", name)
          .replace("@health@", options.text("--health").orElse("/readyz"));
    }
  }

  /** Runs the image once over a database of its own; at its end the JVM writes what it learnt. */
  private void train(RequestFile requests) throws IOException, InterruptedException {
    Path log = folder.resolveSibling(folder.getFileName() + "-training.log");
    try (EmbeddedServer server = EmbeddedServer.temporary()) {
      Migrations.of(server.url(), location(options.migrations())).apply();
      Migrations.seeds(server.url(), location(options.seeds())).apply();
      Map<String, String> environment = environment(server.url());
      // Only this collector can write objects into a cache; the others read them.
      environment.put("JAVA_OPTS", "-XX:+UseG1GC -XX:AOTCacheOutput=" + cache().toAbsolutePath());
      try (Service service =
          Service.start(folder.resolve("bin/serve").toString(), environment, log)) {
        if (!service.awaitListening()) {
          throw new StartException("The service ended in training:\n" + Files.readString(log));
        }
        long answered = Training.run(requests, service.url(), FOR_EACH_REQUEST);
        System.out.println("Trained with " + answered + " requests");
        if (!service.stop(TO_WRITE) || !Files.exists(cache())) {
          throw new StartException("The JVM wrote no cache:\n" + Files.readString(log));
        }
      } catch (StartException e) {
        Files.deleteIfExists(cache()); // Else it would count as made.
        throw e;
      }
    }
  }

  private static String location(Path folder) {
    return "filesystem:" + folder.toAbsolutePath();
  }

  /** Nothing of who makes the image: neither their database nor their settings. */
  private static Map<String, String> environment(DatabaseUrl database) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
    environment.put("DATABASE_URL", database.toUri());
    environment.put("HOST", "127.0.0.1");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      environment.put("PORT", String.valueOf(free.getLocalPort()));
    }
    return environment;
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
