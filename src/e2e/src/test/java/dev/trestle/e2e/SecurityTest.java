package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that tells what is done about the ten risks of OWASP, and which tests prove it. */
class SecurityTest {
  private static final Path ROOT = Path.of(System.getProperty("db")).normalize().getParent();
  private static final Pattern RISK = Pattern.compile("(?m)^\\| API(\\d+) .*\\|(.*)\\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void eachOfTheTenRisksNamesTestsThatExist() throws IOException {
    Set<String> all = NamedTests.all();
    List<MatchResult> risks =
        RISK.matcher(Files.readString(ROOT.resolve("src/SECURITY.md"))).results().toList();

    assertThat(risks)
        .extracting(risk -> risk.group(1))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    for (MatchResult risk : risks) {
      List<String> tests = TEST.matcher(risk.group(2)).results().map(MatchResult::group).toList();
      assertThat(tests).as("API" + risk.group(1)).isNotEmpty();
      assertThat(all).as("API" + risk.group(1)).containsAll(tests);
      assertThat(String.join(", ", tests)).isEqualTo(risk.group(2).strip());
    }
  }
}
