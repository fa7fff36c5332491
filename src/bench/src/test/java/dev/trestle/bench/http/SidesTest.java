package dev.trestle.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidesTest {
  @TempDir private Path peers;

  @BeforeEach
  void scripts() throws IOException {
    script("jvm", "peers=(jdbc-javalin vertx-pg)");
    script("node", "case $peer in\n  fastify-pg)\n");
  }

  @Test
  void theBaselineIsThePeersOwn() throws IOException {
    Sides sides = Sides.of(peers, List.of());

    assertThat(sides.baseline()).isEqualTo("jdbc-javalin");
    assertThat(sides.all())
        .extracting(Side::name)
        .containsExactly("trestle", "jdbc-javalin", "trestle, unshared");
    assertThat(sides.all().get(1).command())
        .containsExactly("bash", peers.resolve("jvm/run.sh").toString(), "jdbc-javalin");
  }

  @Test
  void theLookupIsMeasuredWithoutSharedRoundTripsToo() throws IOException {
    Side unshared = Sides.of(peers, List.of()).all().get(2);

    assertThat(unshared.work()).containsExactly(Work.USER);
    assertThat(Environment.of(unshared.environment()).sharedLookups()).isFalse();
  }

  @Test
  void withoutPeersTheBaselineIsInTheTree() throws IOException {
    Sides sides = Sides.of(peers.resolve("nowhere"), List.of());

    assertThat(sides.baseline()).isEqualTo("by hand");
    assertThat(sides.all().get(1).command()).contains(Baseline.class.getName());
  }

  @Test
  void aPeerIsFoundInTheFolderWhoseScriptKnowsIt() throws IOException {
    Sides sides = Sides.of(peers, List.of("fastify-pg", "vertx-pg", "jdbc-javalin"));

    assertThat(sides.all())
        .extracting(Side::name)
        .containsExactly("trestle", "jdbc-javalin", "trestle, unshared", "fastify-pg", "vertx-pg");
    assertThat(sides.all().get(3).command())
        .containsExactly("bash", peers.resolve("node/run.sh").toString(), "fastify-pg");
  }

  @Test
  void aPeerThatIsNotThereIsRefused() {
    for (String name : List.of("vertx", "pg", "../jvm", "")) {
      assertThatThrownBy(() -> Sides.of(peers, List.of(name)))
          .hasMessageContaining("There is no peer '" + name + "' in " + peers)
          .hasMessageContaining("set with to names that jvm/run.sh or node/run.sh there takes");
    }
  }

  @Test
  void roundsAlternate() throws IOException {
    Sides sides = Sides.of(peers, List.of("vertx-pg", "fastify-pg"));
    Set<List<Object>> places = new HashSet<>();
    for (int round = 0; round < 5; round++) {
      List<Side> order = sides.ofRound(round);
      assertThat(order).containsExactlyInAnyOrderElementsOf(sides.all());
      for (int place = 0; place < order.size(); place++) {
        places.add(List.of(order.get(place).name(), place));
      }
    }

    assertThat(places).hasSize(5 * 5);
    assertThat(sides.ofRound(5)).isEqualTo(sides.ofRound(0));
  }

  @Test
  void aSideInAnotherEnvironmentIsTheSameServiceForSomeWork() {
    Side side = new Side("trestle", List.of("serve"));
    Side small = side.with("small", Map.of("JAVA_OPTS", "-Xmx64m"), Work.USER);

    assertThat(small.command()).isEqualTo(side.command());
    assertThat(small.environment()).containsExactly(Map.entry("JAVA_OPTS", "-Xmx64m"));
    assertThat(small.work()).containsExactly(Work.USER);
    assertThat(small.isWhole()).isFalse();
    assertThat(side.isWhole()).isTrue();
  }

  private void script(String folder, String text) throws IOException {
    Files.createDirectories(peers.resolve(folder));
    Files.writeString(peers.resolve(folder).resolve("run.sh"), text + "\n");
  }
}
