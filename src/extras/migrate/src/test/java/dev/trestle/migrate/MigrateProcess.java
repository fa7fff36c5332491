package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

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
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            MigrateProcess.class.getName(),
            database.toUri(),
            folder.toString())
        .inheritIO()
        .start();
  }
}
