package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reference service's own migrations, each over those before it. */
class OwnMigrationsTest {
  private static final Path FOLDER = Path.of("../../../db/migrations");

  @RegisterExtension static final Checked checked = new Checked();

  @Test
  void raiseNoFalseAlarm() {
    int last = MigrationCheck.of(checked.server(), FOLDER).run().files();

    for (int i = 0; i < last; i++) {
      String next = "V" + (i + 1) + "__";
      CheckReport report =
          MigrationCheck.of(checked.server(), FOLDER).from(String.valueOf(i)).run();

      assertThat(report.unfilled()).isEmpty();
      List<String> dangers =
          report.dangers().stream()
              .filter(finding -> finding.file().getFileName().toString().startsWith(next))
              .map(finding -> finding.rule().id() + " " + finding.subject())
              .toList();
      if (next.equals("V5__")) {
        // It says so itself: processes of before V5 read the columns, so stop them first.
        assertThat(dangers)
            .containsExactly(
                "drop-column users.version",
                "drop-column users.updated_at",
                "drop-column posts.version",
                "drop-column posts.updated_at");
      } else {
        assertThat(dangers).as(next).isEmpty();
      }
    }
  }
}
