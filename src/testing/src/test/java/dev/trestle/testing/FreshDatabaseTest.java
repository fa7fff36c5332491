package dev.trestle.testing;

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A test whose application is an instance field has a database and an application of its own. */
class FreshDatabaseTest {
  private static final int TESTS = 12;

  private static final Queue<String> databases = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger starts = new AtomicInteger();
  private static final SummaryGeneratingListener outcome = new SummaryGeneratingListener();

  /** Some tests at once, each of which would fail if it saw what another has done. */
  @Execution(ExecutionMode.CONCURRENT)
  static class Parallel {
    @RegisterExtension
    final TestApp app =
        TestApp.of(
            TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed"),
            FreshDatabaseTest::builder);

    @RepeatedTest(TESTS)
    void aRowIsAddedOnce() {
      databases.add(String.valueOf(app.db().fetchValue("select current_database()")));
      app.call(GET, "/things").expectText("1");
      app.call(POST, "/things", "2").expect(204);
      app.call(GET, "/things").expectText("2");
    }
  }

  private static TrestleBuilder builder() {
    starts.incrementAndGet();
    RouteDefinition things =
        RouteDefinition.at("/things", "Things")
            .on(GET, call -> Response.json(call.db().fetchValue("select count(*) from things")))
            .on(
                POST,
                call -> {
                  int id = call.body(Integer.class);
                  call.db().execute("insert into things (id) values (?)", id);
                  return Response.noContent();
                });
    return Trestle.of(() -> List.of(things));
  }

  @BeforeAll
  static void run() {
    LauncherFactory.create()
        .execute(
            request()
                .selectors(selectClass(Parallel.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .build(),
            outcome);
  }

  @Test
  void testsAtOnceSeeNothingOfEachOther() {
    assertThat(outcome.getSummary().getFailures())
        .extracting(failure -> failure.getException().toString())
        .isEmpty();
    assertThat(outcome.getSummary().getTestsSucceededCount()).isEqualTo(TESTS);
    assertThat(databases).doesNotHaveDuplicates().hasSize(TESTS);
    assertThat(starts).hasValue(TESTS);
  }
}
