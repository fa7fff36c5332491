package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void whatIsNotSaidHasTheUsualFolders() {
    Options options = parse("migrate");

    assertThat(options.migrations()).isEqualTo(Path.of("db/migrations"));
    assertThat(options.seeds()).isEqualTo(Path.of("db/seed"));
    assertThat(options.data()).isEqualTo(Path.of(".data"));
    assertThat(options.text("--serve")).isEmpty();
  }

  @Test
  void anOptionMayBeRepeatedWhereSeveralMakeSenseAndElseTheLastCounts() {
    Options options =
        parse("dev", "--sources", "a", "--data", "d", "--sources", "b", "--data", "e");

    assertThat(options.all("--sources")).containsExactly("a", "b");
    assertThat(options.data()).isEqualTo(Path.of("e"));
  }

  @Test
  void anEmptyOneIsNotThere() {
    assertThat(parse("migrate-new", "--name", " ").text("--name")).isEmpty();
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertThatThrownBy(() -> parse("run", "--port", "1"))
        .hasMessage(
            "'--port' is not understood by run; it takes --migrations, --seeds, --data, --serve,"
                + " --try.");
    assertThatThrownBy(() -> parse("run", "--data"))
        .hasMessage("'--data' has no value; write one behind it.");
    assertThatThrownBy(() -> Main.find("rnu"))
        .hasMessageStartingWith("There is no command 'rnu'; write one of run, dev, ");
    assertThatThrownBy(() -> Main.find("")).hasMessageStartingWith("A command is missing; write");
  }

  private static Options parse(String command, String... words) {
    return Options.parse(Main.find(command), List.of(words));
  }
}
