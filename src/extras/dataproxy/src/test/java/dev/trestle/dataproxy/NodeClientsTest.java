package dev.trestle.dataproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.support.NodeProject;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The npm package whose protocol this is, drizzle-orm and kysely over it, in Node.js: what they ask
 * is recorded first, and then asked again of a proxy that runs nothing else.
 */
class NodeClientsTest {
  private static NodeProject clients;

  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:dataproxy");

  @BeforeAll
  static void install() throws IOException {
    clients = NodeProject.install(Path.of("src/test/node"));
  }

  private static void ask(Edge edge, Map<String, String> environment) throws IOException {
    Map<String, String> all =
        Stream.of(environment, Map.of("PROXY_URL", edge.url() + "/sql", "PROXY_KEY", Edge.KEY))
            .flatMap(it -> it.entrySet().stream())
            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    NodeProject.Run run =
        clients.run(all, "node", "--test", "neon.test.mjs", "drizzle.test.mjs", "kysely.test.mjs");
    assertThat(run.status()).as(run.output()).isZero();
  }

  @Test
  void whatTheClientsAskIsRecordedAndRunsFromTheList() throws IOException {
    Path list = Edge.file();
    try (Edge recording = Edge.over(database, it -> it.record(list)).start()) {
      ask(recording, Map.of());
    }
    try (Edge listed = Edge.only(database, list)) {
      ask(listed, Map.of("PROXY_LISTED", "true"));
    }
  }
}
