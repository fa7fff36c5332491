package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.migrate.MigrationListener.Step;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void aStatementThatTakesLongIsToldAgainAndAgain() throws Exception {
    PipedOutputStream pipe = new PipedOutputStream();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(new PipedInputStream(pipe, 65_536)));
    try (Progress progress =
        new Progress("Applied", new PrintStream(pipe, true), Duration.ofMillis(1))) {
      progress.began(new Step("V9__long.sql", 14, 2, 5));

      assertThat(lines.readLine())
          .isEqualTo("V9__long.sql: statement 2 of 5, line 14, for 0 s now");
      assertThat(lines.readLine()).startsWith("V9__long.sql: statement 2 of 5, line 14, for ");
    }
  }
}
