package dev.trestle.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The command {@code docker}, of whatever engine it leads to. */
final class Docker {
  private static final int SECONDS = 300;

  private Docker() {}

  /** Whether an engine answers. */
  static boolean isThere() throws Exception {
    try {
      return Processes.await(start("version")).status() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a command that has to succeed prints. */
  static String run(String... arguments) throws Exception {
    Processes.Ended ended = Processes.await(start(arguments), SECONDS);
    if (ended.status() != 0) {
      throw new AssertionError("docker " + String.join(" ", arguments) + ": " + ended.err());
    }
    return ended.out().strip();
  }

  /** The first health of a container that is told; null if none is for a while. */
  static String health(String container) throws IOException {
    Process events =
        start(
            "events",
            "--since=0",
            "--until=" + (System.currentTimeMillis() / 1000 + SECONDS),
            "--filter=container=" + container,
            "--filter=event=health_status",
            "--format={{.Status}}");
    try {
      return events.inputReader().readLine();
    } finally {
      events.destroy();
    }
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
