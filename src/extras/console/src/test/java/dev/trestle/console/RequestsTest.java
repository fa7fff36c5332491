package dev.trestle.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.RequestHead;
import dev.trestle.RequestObservation;
import dev.trestle.console.internal.requests.Follower;
import dev.trestle.console.internal.requests.RecordedRequest;
import dev.trestle.console.internal.requests.Requests;
import dev.trestle.query.BoundValues;
import dev.trestle.query.Execution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is kept of requests, however many and large they are. */
class RequestsTest {
  private record Head(String target) implements RequestHead {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public Optional<String> route() {
      return Optional.empty();
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public String localAddress() {
      return "127.0.0.1";
    }

    @Override
    public int localPort() {
      return 80;
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }
  }

  private static void run(RequestObservation request, String sql, Object... values) {
    request.executed(
        new Execution(
            sql,
            BoundValues.of(values),
            Duration.ofMillis(1),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1),
        Optional.of(configuration -> List.of("plan")));
  }

  private static List<String> targets(Requests requests) {
    return requests.newest().stream().map(RecordedRequest::target).toList();
  }

  @Test
  void theOldestAreForgottenWhenThereAreTooMany() {
    Requests requests = new Requests("/_console", 3, 1 << 20);
    for (int i = 1; i <= 5; i++) {
      requests.began(new Head("/" + i));
    }

    assertThat(targets(requests)).containsExactly("/5", "/4", "/3");
    assertThat(requests.find(2)).isEmpty();
    assertThat(requests.find(3)).isPresent();
  }

  @Test
  void theOldestAreForgottenWhenTheyTakeTooMuch() {
    Requests requests = new Requests("/_console", 100, 100_000);
    for (int i = 1; i <= 5; i++) {
      run(requests.began(new Head("/" + i)), "select " + "x".repeat(15_000));
    }

    assertThat(targets(requests)).containsExactly("/5", "/4", "/3");
  }

  @Test
  void ofVeryManyStatementsTheFirstAreKeptAndAllAreCounted() {
    Requests requests = new Requests("/_console", 3, 1 << 30);
    RequestObservation request = requests.began(new Head("/"));
    for (int i = 0; i < 2_000; i++) {
      run(request, "select " + i);
    }

    RecordedRequest kept = requests.newest().getFirst();
    assertThat(kept.statements()).hasSize(500);
    assertThat(kept.count()).isEqualTo(2_000);
    assertThat(kept.sqlDuration()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aPlanIsNotKeptWithValuesThatAreTooLarge() {
    Requests requests = new Requests("/_console", 3, 1 << 30);
    RequestObservation request = requests.began(new Head("/"));
    run(request, "insert", "small");
    run(request, "insert", "x".repeat(1 << 20));

    assertThat(requests.newest().getFirst().statements())
        .extracting(it -> it.plan().isPresent())
        .containsExactly(true, false);
  }

  @Test
  void ofAnApplicationThatWasReplacedNoPlanIsKeptAlsoOfWhatGoesOnInIt() {
    Requests requests = new Requests("/_console", 3, 1 << 20);
    RequestObservation request = requests.began(new Head("/"));
    run(request, "select 1");
    requests.forgetPlans();
    run(request, "select 2");

    assertThat(requests.newest().getFirst().statements())
        .hasSize(2)
        .allSatisfy(statement -> assertThat(statement.plan()).isEmpty());
  }

  @Test
  void whoFollowsIsToldOnceOfWhatChangedSeveralTimes() throws InterruptedException {
    Requests requests = new Requests("/_console", 3, 1 << 20);
    try (Follower follower = requests.follow()) {
      RequestObservation first = requests.began(new Head("/1"));
      requests.began(new Head("/2"));
      run(first, "select 1");
      requests.began(new Head("/_console?x"));

      assertThat(follower.take()).containsExactly(1L, 2L);
    }
  }
}
