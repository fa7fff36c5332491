package dev.trestle.querytest;

import static dev.trestle.Verb.GET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.CompletedRequest;
import dev.trestle.RequestHead;
import dev.trestle.RequestListener;
import dev.trestle.RequestObservation;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.query.Execution;
import dev.trestle.query.PlanSource;
import dev.trestle.query.RequestSummary;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What who follows a request is told of its statements. */
@Timeout(60)
class ObservedStatementsTest {
  private static final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private static final BlockingQueue<Optional<PlanSource>> plans = new LinkedBlockingQueue<>();

  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  @RegisterExtension
  static final TestApp app =
      TestApp.of(database, () -> following(Trestle.of(WatchedRoutes::routes).development(true)))
          .repeatLimit(100);

  private static TrestleBuilder following(TrestleBuilder builder) {
    return builder.onRequest(new Following());
  }

  private static final class Following implements RequestListener {
    @Override
    public void completed(CompletedRequest request) {}

    @Override
    public RequestObservation began(RequestHead head) {
      return new RequestObservation() {
        @Override
        public Scope enter() {
          return Scope.NONE;
        }

        @Override
        public void executed(Execution execution, Optional<PlanSource> plan) {
          told.add("executed " + execution.values().revealed());
          plans.add(plan);
        }

        @Override
        public void statementsEnded(RequestSummary summary) {
          told.add("ended " + summary.statements() + " of " + summary.origin().route());
        }

        @Override
        public void completed(CompletedRequest request) {
          told.add("completed " + request.status());
        }
      };
    }
  }

  @BeforeEach
  void forget() {
    told.clear();
    plans.clear();
  }

  @Test
  void itIsToldOfEachWithItsPlanThenOfTheirSumThenOfTheEnd() throws Exception {
    app.call(GET, "/people/7").expect(200);

    assertThat(told.take()).isEqualTo("executed [7]");
    assertThat(told.take()).isEqualTo("ended 1 of GET /people/{id}");
    assertThat(told.take()).isEqualTo("completed 200");
    List<String> plan = plans.take().orElseThrow().explain(app.db().configuration());
    assertThat(plan).anyMatch(line -> line.contains("(id = 7)"));
  }

  @Test
  void outsideDevelopmentThereAreNoPlans() throws Exception {
    try (Trestle production =
        following(Trestle.of(WatchedRoutes::routes).listener(execution -> {}))
            .database(database.urlForRequests())
            .port(0)
            .start()) {
      URI.create(production.url() + "/people/7").toURL().openStream().close();

      assertThat(told.take()).isEqualTo("executed [7]");
      assertThat(plans.take()).isEmpty();
    }
  }
}
