package dev.trestle.service;

import static dev.trestle.Verb.GET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.support.NodeProject;
import dev.trestle.testing.TestApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Specmatic makes requests of {@code /openapi.json}, such as it allows and such as it does not, and
 * compares what the service answers with it. It knows no row of the database, so an answer may be
 * another than it hopes for, 404 in place of 200; but that has to be described too. {@code
 * SPECMATIC_GENERATIVE_TESTS} has it change one value at a time. {@code make contract} asks a
 * service that has the seed.
 */
class ContractTest {
  private static final Pattern FAILED =
      Pattern.compile("(?m)^([+-])ve {2}Scenario: (.*) has FAILED$");
  private static final Pattern API = Pattern.compile("(?m)^API: (\\w+) (\\S+) -> (\\w+)");
  private static final Pattern RULE = Pattern.compile("(?m)^ {2}>> (\\S+)$");
  private static final Pattern FOUND =
      Pattern.compile(
          "Specification expected (?:status )?\\S+ but response contained (?:status )?(\\S+)");
  private static final Pattern RUN = Pattern.compile("Tests run: (\\d+), Successes: (\\d+)");

  @RegisterExtension
  static final TestApp app =
      Boolean.getBoolean("contract.seeded") ? Service.seeded() : Service.empty(Main::service);

  @Test
  void noAnswerIsUndescribed() throws IOException {
    NodeProject project = NodeProject.install(Path.of("src/test/contract"));
    String description = app.call(GET, "/openapi.json").text();
    Files.writeString(project.file("openapi.json"), description);
    NodeProject.Run run =
        project.run(
            "env",
            "SPECMATIC_GENERATIVE_TESTS=true",
            ProcessHandle.current().info().command().orElseThrow(),
            "-jar",
            "node_modules/specmatic/specmatic.jar",
            "test",
            "openapi.json",
            // Neither ends soon.
            "--filter=PATH!='/api/events' && PATH!='/api/stream'",
            "--testBaseURL=" + app.url());

    Matcher counted = RUN.matcher(run.output());
    assertThat(counted.find()).as(run.output()).isTrue();
    assertThat(Integer.parseInt(counted.group(1))).isGreaterThan(250);
    assertThat(Integer.parseInt(counted.group(2))).isGreaterThan(200);
    assertThat(undescribed(run.output(), JsonMapper.shared().readTree(description))).isEmpty();
  }

  /** What Specmatic found that is not just another answer of those that are described. */
  private static List<String> undescribed(String output, JsonNode description) {
    List<MatchResult> failed = FAILED.matcher(output).results().toList();
    List<String> undescribed = new ArrayList<>();
    for (int i = 0; i < failed.size(); i++) {
      int end = i + 1 < failed.size() ? failed.get(i + 1).start() : output.length();
      String report = output.substring(failed.get(i).start(), end);
      if (failed.get(i).group(1).equals("-") || !isDescribed(report, description)) {
        undescribed.add(report.substring(0, Math.min(2_000, report.length())));
      }
    }
    return undescribed;
  }

  private static boolean isDescribed(String report, JsonNode description) {
    List<String> rules = RULE.matcher(report).results().map(rule -> rule.group(1)).toList();
    Matcher api = API.matcher(report);
    Matcher found = FOUND.matcher(report);
    if (rules.size() != 1 || !api.find() || !found.find()) {
      return false;
    }
    JsonNode responses =
        description
            .path("paths")
            .path(api.group(2).replaceAll("\\((\\w+):\\w+\\)", "{$1}"))
            .path(api.group(1).toLowerCase(Locale.ROOT))
            .path("responses");
    return switch (rules.getFirst()) {
      case "RESPONSE.STATUS" -> responses.has(found.group(1));
      case "RESPONSE.HEADER.Content-Type" ->
          responses.path(api.group(3)).path("content").has(found.group(1));
      default -> false;
    };
  }
}
