package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void whatIsNotSaidHasTheUsualFolders() {
    Options options = Options.parse("migrate");

    assertThat(options.migrations()).isEqualTo(Path.of("db/migrations"));
    assertThat(options.seeds()).isEqualTo(Path.of("db/seed"));
    assertThat(options.data()).isEqualTo(Path.of(".data"));
    assertThat(options.examples()).isEmpty();
  }

  @Test
  void anOptionMayBeRepeatedWhereSeveralMakeSense() {
    Options options =
        Options.parse("watch", "--watch", "a", "--try", "/x", "--watch", "b", "--data", "d");

    assertThat(options.watched()).containsExactly(Path.of("a"), Path.of("b"));
    assertThat(options.examples()).containsExactly("/x");
    assertThat(options.data()).isEqualTo(Path.of("d"));
  }

  @Test
  void aNewMigrationTakesItsNameFirst() {
    assertThat(Options.parse("new", "add_phone", "--migrations", "m").name())
        .isEqualTo("add_phone");
    assertThatThrownBy(() -> Options.parse("new", "--migrations", "m"))
        .hasMessage("The new migration has no name; write make migrate-new name=what_it_does.");
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertThatThrownBy(Options::parse).hasMessageStartingWith("A command is missing");
    assertThatThrownBy(() -> Options.parse("rnu")).hasMessageStartingWith("A command is missing");
    assertThatThrownBy(() -> Options.parse("run", "--port", "1"))
        .hasMessageStartingWith("'--port' is not understood; write run | watch");
    assertThatThrownBy(() -> Options.parse("run", "--data"))
        .hasMessageStartingWith("'--data' is not understood");
  }
}
