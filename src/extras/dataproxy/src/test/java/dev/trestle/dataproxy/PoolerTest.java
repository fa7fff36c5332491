package dev.trestle.dataproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.PgBouncer;
import dev.trestle.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In transaction mode, with fewer connections than the proxy has. */
class PoolerTest {
  private static final TestDatabase DATABASE = TestDatabase.migrated("classpath:dataproxy");
  private static final PgBouncer POOLER = PgBouncer.before(DATABASE, 1);

  @RegisterExtension static final PgBouncer REGISTERED = POOLER;

  @RegisterExtension static final Edge EDGE = Edge.through(DATABASE, POOLER::url);

  @Test
  void callersShareTheConnectionsOfAPooler() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers =
          IntStream.range(0, 40)
              .mapToObj(i -> callers.submit(() -> EDGE.ask(i % 2 == 0 ? lone(i) : batch(i))))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get().body()).contains("[[\"" + i + "\"]]");
      }
    }
  }

  private static String lone(int number) {
    return "{\"query\":\"select $1::int\",\"params\":[\"" + number + "\"]}";
  }

  private static String batch(int number) {
    return "{\"queries\":[" + lone(number) + "," + lone(number) + "]}";
  }
}
