package dev.trestle.dev;

import dev.trestle.check.CheckReport;
import dev.trestle.check.MigrationCheck;
import dev.trestle.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells what pending migrations would do to a live service; the status is 1 if they hurt it. */
final class MigrateCheckCommand implements Command {
  private static final String FROM = "--from";
  private static final String DEPLOYED = "--deployed";

  @Override
  public String name() {
    return "migrate-check";
  }

  @Override
  public List<String> options() {
    return List.of(FROM, DEPLOYED);
  }

  @Override
  public int run(Options options) {
    // The migrations run on a server that goes afterwards, never on the one that is asked.
    try (EmbeddedServer scratch = EmbeddedServer.temporary()) {
      MigrationCheck check = MigrationCheck.of(scratch.url(), options.migrations());
      List<Path> classes = options.all(DEPLOYED).stream().map(Path::of).toList();
      CheckReport report = run(classes.isEmpty() ? check : check.deployedIn(classes), options);
      System.out.println(report);
      return report.dangers().isEmpty() ? 0 : 1;
    }
  }

  private static CheckReport run(MigrationCheck check, Options options) {
    Optional<String> from = options.text(FROM);
    if (from.isPresent()) {
      return check.from(from.get()).run();
    }
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      return check.against(database.url()).run();
    }
  }
}
