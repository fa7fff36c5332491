package dev.trestle.bench.http;

import dev.trestle.StartException;
import dev.trestle.bench.report.Report;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Those who ask, in a process of their own: wrk, because it takes the least of a processor that the
 * service has to share, or {@link Load} where there is no wrk.
 */
final class Clients {
  private static final Path SCRIPT = Report.WORK.resolve("load.lua");

  /** Compiled at once and not again: clients take little of what the service is to have. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final boolean wrk;

  private Clients(boolean wrk) {
    this.wrk = wrk;
  }

  /** The best that there are. */
  static Clients here() {
    Clients clients = new Clients(onPath("wrk"));
    if (clients.wrk) {
      try (InputStream script = Clients.class.getResourceAsStream("load.lua")) {
        Files.createDirectories(Report.WORK);
        Files.write(SCRIPT, script.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return clients;
  }

  /** Whether it is wrk that asks. */
  boolean wrk() {
    return wrk;
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Asks a port of this machine for that long. */
  Counted ask(int port, Point point, int seconds) throws IOException, InterruptedException {
    Path log = Report.WORK.resolve("load.log");
    ProcessBuilder builder =
        new ProcessBuilder(wrk ? wrk(port, point, seconds) : load(port, point, seconds))
            .redirectError(log.toFile());
    builder.environment().put("WORK", point.work().title());
    builder.environment().put("TAG", Long.toHexString(System.nanoTime()));
    Process clients = builder.start();
    try {
      String said = new String(clients.getInputStream().readAllBytes());
      if (clients.waitFor() == 0) {
        return Counted.parse(said);
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for a failure.
    } finally {
      clients.destroy();
    }
    throw new StartException(
        "The clients of " + point.work().title() + " failed; see " + log + ".");
  }

  private static List<String> wrk(int port, Point point, int seconds) {
    return List.of(
        "wrk",
        "-t1",
        "-c" + point.connections(),
        "-d" + seconds + "s",
        "--timeout",
        "30s",
        "-s",
        SCRIPT.toString(),
        "http://127.0.0.1:" + port + point.work().path(new SplittableRandom(1)));
  }

  private static List<String> load(int port, Point point, int seconds) {
    List<String> arguments = new ArrayList<>(QUICK);
    arguments.addAll(Served.here(Load.class));
    arguments.add("port=" + port);
    arguments.add("work=" + point.work().title());
    arguments.add("c=" + point.connections());
    arguments.add("s=" + seconds);
    return Served.java(arguments);
  }
}
