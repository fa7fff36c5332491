package dev.trestle.internal.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree finds what looking at every route would find, on routes and paths made at random. */
class RouterPropertyTest {
  private static final int TABLES = 300;
  private static final int PATHS = 60;
  private static final List<String> WORDS = List.of("a", "b", "c");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theTreeAgreesWithLookingAtEveryRoute(long seed) {
    Random random = new Random(seed);
    for (int table = 0; table < TABLES; table++) {
      List<String> templates = templates(random);
      Router router = new Router(templates.stream().map(t -> RouteDefinition.at(t, t)).toList());
      for (int path = 0; path < PATHS; path++) {
        List<String> segments = segments(random);

        assertThat(router.find(segments).map(match -> match.route().template()))
            .as("%s in %s", segments, templates)
            .isEqualTo(best(templates, segments));
      }
    }
  }

  private static List<String> templates(Random random) {
    Map<String, String> byShape = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      StringBuilder template = new StringBuilder();
      int length = random.nextInt(4);
      for (int at = 0; at < length; at++) {
        template.append('/').append(random.nextInt(3) == 0 ? "{v}" : word(random));
      }
      // Both kinds of catch-all at one level, or an optional one beside its parent's own route,
      // do not compile.
      String shape = template.toString();
      switch (random.nextInt(4)) {
        case 0 -> byShape.putIfAbsent(shape + "/rest", template + "/{rest+}");
        case 1 -> {
          if (!byShape.containsKey(shape) && !byShape.containsKey(shape + "/rest")) {
            byShape.put(shape + "/rest", template + "/{rest*}");
            byShape.put(shape, "");
          }
        }
        default -> byShape.putIfAbsent(shape, template.isEmpty() ? "/" : shape);
      }
    }
    return byShape.values().stream().filter(template -> !template.isEmpty()).toList();
  }

  private static List<String> segments(Random random) {
    List<String> segments = new ArrayList<>();
    int length = random.nextInt(5);
    for (int i = 0; i < length; i++) {
      segments.add(word(random));
    }
    return segments;
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /** The rule as it is written: compare segment by segment, the more specific kind wins. */
  private static Optional<String> best(List<String> templates, List<String> path) {
    return templates.stream()
        .filter(template -> ranks(template, path).isPresent())
        .min(Comparator.comparing(template -> ranks(template, path).orElseThrow()));
  }

  /** A digit for each segment of the path and one for its end; empty if it does not match. */
  private static Optional<String> ranks(String template, List<String> path) {
    StringBuilder ranks = new StringBuilder();
    List<Template.Segment> segments = Template.parse(template).segments();
    for (int i = 0; i < segments.size(); i++) {
      Template.Segment segment = segments.get(i);
      switch (segment.kind()) {
        case CATCH_ALL -> {
          return i < path.size() ? Optional.of(ranks + "3") : Optional.empty();
        }
        case OPTIONAL_CATCH_ALL -> {
          return Optional.of(ranks + "3");
        }
        default -> {
          boolean literal = segment.kind() == Template.Kind.LITERAL;
          if (i >= path.size() || literal && !segment.name().equals(path.get(i))) {
            return Optional.empty();
          }
          ranks.append(literal ? '1' : '2');
        }
      }
    }
    return segments.size() == path.size() ? Optional.of(ranks + "0") : Optional.empty();
  }
}
