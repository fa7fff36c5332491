package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.io.IOException;

/** A program that resets a database, to be killed. */
final class ResetProcess {
  private ResetProcess() {}

  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    DatabaseUrl database = DatabaseUrl.parse(arguments[0]);
    DatabaseReset.of(Migrations.of(database, "filesystem:" + arguments[1])).run();
  }

  static Process start(DatabaseUrl database, String folder) throws IOException {
    return MigrateProcess.start(ResetProcess.class, database.toUri(), folder);
  }
}
