package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A program that migrates, to be killed. Waits for locks as long as it takes. */
final class MigrateProcess {
  private MigrateProcess() {}

  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    Migrations.of(DatabaseUrl.parse(arguments[0]), "filesystem:" + arguments[1])
        .withLocks(new LockTimes(Duration.ofHours(1), 1, Duration.ZERO))
        .apply();
  }

  static Process start(DatabaseUrl database, Path folder) throws IOException {
    return start(MigrateProcess.class, database.toUri(), folder.toString());
  }

  static Process start(Class<?> program, String... arguments) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            program.getName());
    return new ProcessBuilder(Stream.concat(command.stream(), Stream.of(arguments)).toList())
        .inheritIO()
        .start();
  }
}
