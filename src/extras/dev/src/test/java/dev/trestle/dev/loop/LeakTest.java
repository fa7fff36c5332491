package dev.trestle.dev.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.embedded.EmbeddedServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 edits with {@code -Dreloads=200}, which takes a minute; some of them in the suite. */
class LeakTest {
  private static final int RELOADS = Integer.getInteger("reloads", 30);

  /** Those of the first edits, which load what is loaded once. */
  private static final int WARM = 10;

  private static final String MAIN =
      """
      package demo;

      import demo.app.Routes;
      import dev.trestle.Environment;
      import dev.trestle.Trestle;
      import dev.trestle.TrestleBuilder;
      import dev.trestle.notify.Notifications;
      import java.util.Map;

      public final class Main {
        public static TrestleBuilder service(Map<String, String> variables) {
          Environment environment = Environment.of(variables);
          Notifications told = Notifications.listen(environment.direct().orElseThrow(), "things");
          return Trestle.of(new Routes()).environment(environment).connections(it -> it.poolSize(3)).onClose(told);
        }
      }
      """;

  private static final String ROUTE =
      """
      package demo.app.hello;

      import org.jooq.DSLContext;
      import org.jooq.impl.DSL;

      public final class Route {
        public record Answer(int number, int size) {}

        public static Answer GET(DSLContext db) {
          return new Answer(db.fetchValue(DSL.inline(%d)), "%s".length());
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void neitherClassesNorConnectionsAreLeftOfWhatWasReplaced() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.temporary();
        TestProject project = new TestProject(folder)) {
      Map<String, String> variables = Map.of("DATABASE_URL", server.url().toUri());
      project
          .write("demo/Main.java", MAIN)
          .write("demo/app/hello/Route.java", ROUTE.formatted(0, "x"))
          .start(Optional.empty(), variables);
      edit(project, 1, WARM);
      String pool = pool(server);
      long classes = classes();
      edit(project, WARM + 1, WARM + RELOADS);

      assertThat(pool(server)).as("backends of the pool").isEqualTo(pool);
      assertThat(connections(server)).as("pool, and who listens").isEqualTo(3 + 1);
      // Each edit loads five classes and more.
      assertThat(classes()).as("classes after a collection").isLessThan(classes + RELOADS);
    }
  }

  private static void edit(TestProject project, int from, int to) throws Exception {
    for (int i = from; i <= to; i++) {
      project.write("demo/app/hello/Route.java", ROUTE.formatted(i, "x"));
      assertThat(project.body("/hello")).isEqualTo("{\"number\":%d,\"size\":1}".formatted(i));
    }
  }

  /** All that are loaded, once what can be unloaded is. */
  private static long classes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  private static String pool(EmbeddedServer server) throws Exception {
    while (connections(server) != 3 + 1) {
      Thread.onSpinWait(); // Applications before end beside the one that answers.
    }
    return ask(
        server,
        "select string_agg(cast(pid as text), ' ' order by pid) from pg_stat_activity"
            + " where pid <> pg_backend_pid() and backend_type = 'client backend'"
            + " and query not ilike 'listen%'");
  }

  private static int connections(EmbeddedServer server) throws Exception {
    return Integer.parseInt(
        ask(
            server,
            "select count(*) from pg_stat_activity"
                + " where pid <> pg_backend_pid() and backend_type = 'client backend'"));
  }

  private static String ask(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.url().jdbcUrl(), server.url().user(), "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
