package dev.trestle.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.trestle.Trestle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** What happens to a test whose request runs the same statement again and again. */
class RepeatsTest {
  private static final String ADVICE =
      "Load these rows with many(…) in the query before, or once for all keys with = any(?); write"
          + " many in a batch; or allow it with TestApp.of(…).repeatLimit(…)";

  private static final Map<String, Map<String, String>> outcomes = new TreeMap<>();

  /** Once, so that there is one server for them. */
  @BeforeAll
  static void run() {
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() && test.getSource().orElseThrow() instanceof MethodSource method) {
              outcomes
                  .computeIfAbsent(method.getClassName(), name -> new TreeMap<>())
                  .put(
                      test.getDisplayName(),
                      result
                          .getThrowable()
                          .map(it -> it.getMessage().replaceAll("java:\\d+", "java:LINE"))
                          .orElse(""));
            }
          }
        };
    LauncherFactory.create()
        .execute(
            request()
                .selectors(
                    selectClass(RepeatingCase.class),
                    selectClass(RepeatingCase.Lenient.class),
                    selectClass(RepeatingCase.Tolerant.class))
                .build(),
            listener);
  }

  @Test
  void itFailsWithTheRouteTheStatementAndWhatToWrite() {
    assertThat(outcomes(RepeatingCase.class))
        .containsExactly(
            entry(
                "fiveTimes()",
                "GET /loop/{times} ran the same statement 5 times (N+1), more than 4, at"
                    + " dev.trestle.testing.RepeatingCase.loop(RepeatingCase.java:LINE): select"
                    + " ?::int\n"
                    + ADVICE),
            entry("fourTimes()", ""),
            entry("outsideOfARequest()", ""));
  }

  @Test
  void theLimitIsTheOneOfTheApplication() {
    assertThat(outcomes(RepeatingCase.Lenient.class))
        .containsOnlyKeys("fiveTimes()", "sixTimes()")
        .containsEntry("fiveTimes()", "")
        .hasEntrySatisfying(
            "sixTimes()", message -> assertThat(message).contains("6 times (N+1), more than 5"));
  }

  @Test
  void aLimitOfItsOwnCounts() {
    assertThat(outcomes(RepeatingCase.Tolerant.class))
        .containsOnlyKeys("sixTimes()", "sevenTimes()")
        .containsEntry("sixTimes()", "")
        .hasEntrySatisfying(
            "sevenTimes()", message -> assertThat(message).contains("7 times (N+1), more than 6"));
  }

  @Test
  void aLimitBelowOneIsRefused() {
    TestApp app = TestApp.of(TestDatabase.migrated("classpath:x"), () -> Trestle.of(List::of));

    assertThatThrownBy(() -> app.repeatLimit(0))
        .hasMessage("repeatLimit is 0; it must be at least 1");
  }

  /** Each test of a class and what it failed with, empty if it passed. */
  private static Map<String, String> outcomes(Class<?> tests) {
    return outcomes.get(tests.getName());
  }
}
