package dev.trestle.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bench.Arguments;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Side EVERYTHING = new Side("everything", List.of("serve"));

  @Test
  void whatTheServiceIsBoundByIsMeasuredAtFewConnectionsAndAtMany() {
    assertThat(settings().points())
        .startsWith(
            new Point(Work.HELLO, 1),
            new Point(Work.HELLO, 16),
            new Point(Work.HELLO, 64),
            new Point(Work.HELLO, 256),
            new Point(Work.USER, 1))
        .contains(new Point(Work.TRANSFER, 16))
        .doesNotContain(new Point(Work.TRANSFER, 64))
        .hasSize(14);
    assertThat(settings().complete()).isTrue();
  }

  @Test
  void connectionsThatAreAskedForHoldForAll() {
    assertThat(settings("c=64,8,64", "work=top,user").points())
        .containsExactly(
            new Point(Work.TOP, 64),
            new Point(Work.TOP, 8),
            new Point(Work.USER, 64),
            new Point(Work.USER, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c=16", "work=hello", "r=1", "w=1", "s=1"})
  void aRunThatLeavesSomethingOutIsNotComplete(String word) {
    assertThat(settings(word).complete()).isFalse();
  }

  @Test
  void moreThanIsNeededIsComplete() {
    assertThat(settings("r=5", "w=90", "s=5").complete()).isTrue();
  }

  @Test
  void aWorkHasItsOwnPointsOnly() {
    assertThat(settings().of(Work.USER)).extracting(Point::work).containsOnly(Work.USER).hasSize(4);
    assertThat(settings("work=top").of(Work.USER)).isEmpty();
  }

  @Test
  void aSideTakesTheTimeOfItsOwnWorkOnly() {
    Side some = EVERYTHING.with("some", Map.of(), Work.USER);

    assertThat(settings("r=10").minutes(List.of(some))).isBetween(14, 16);
    assertThat(settings("r=10").minutes(List.of(EVERYTHING))).isBetween(93, 97);
  }

  private static Settings settings(String... words) {
    return Settings.of(Arguments.parse(words, "r", "w", "s", "c", "work"));
  }
}
