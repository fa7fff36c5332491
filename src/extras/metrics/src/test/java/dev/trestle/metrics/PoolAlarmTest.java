package dev.trestle.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.spi.RouteDefinition;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real pool that is all out, and a real server that is told of it. */
@Timeout(120)
class PoolAlarmTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final PoolAlarmSettings USUAL = PoolAlarmSettings.defaults();
  private static final PoolAlarmSettings AT_ONCE = USUAL.withAfter(Duration.ZERO);

  private static final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private static final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private static final CountDownLatch never = new CountDownLatch(1);

  private static EmbeddedServer server;
  private static Trestle app;
  private static Trestle receiver;

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private PoolAlarm alarm;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.temporary();
    app =
        Trestle.of(List::of)
            .database(server.url())
            .connections(it -> it.poolSize(1))
            .port(0)
            .start();
    receiver =
        Trestle.of(() ->
                List.of(
                    RouteDefinition.at("/hook", "Hook")
                        .on(
                            Verb.POST,
                            call -> {
                              told.add(call.request().text());
                              return Response.noContent();
                            }),
                    RouteDefinition.at("/refuses/{secret}", "Refuses")
                        .on(Verb.POST, call -> Response.text("no").withStatus(503)),
                    RouteDefinition.at("/silent/{secret}", "Silent")
                        .on(
                            Verb.POST,
                            call -> {
                              asked.add("silent");
                              never.await();
                              return Response.noContent();
                            })))
            .port(0)
            .stopWithin(Duration.ZERO)
            .start();
  }

  @AfterAll
  static void stop() {
    never.countDown();
    receiver.close();
    app.close();
    server.close();
  }

  @BeforeEach
  void listen() {
    told.clear();
    asked.clear();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBack() {
    if (alarm != null) {
      alarm.close();
    }
    System.setErr(before);
  }

  private static URI receiver(String path) {
    return URI.create(receiver.url() + path);
  }

  private String logged() {
    return log.toString(StandardCharsets.UTF_8);
  }

  private void make(PoolAlarmSettings settings, Duration longestCall) {
    alarm = new PoolAlarm(app, settings, longestCall);
  }

  private void look(int second) throws InterruptedException {
    alarm.look(TimeUnit.SECONDS.toNanos(second));
  }

  /** All of the pool is out for as long as that takes. */
  private static void whileAllIsOut(Looks looks) {
    app.db()
        .transaction(tx -> {
          tx.dsl().fetch("select 1");
          looks.run();
        });
  }

  private interface Looks {
    void run() throws Exception;
  }

  @Test
  void whoWantsToKnowIsToldOnceThatItBeganAndOnceThatItIsOver() throws Exception {
    make(USUAL.withWebhook(receiver("/hook")), LONG);
    whileAllIsOut(() -> {
      look(0);
      look(29);
      assertThat(told).isEmpty();
      look(30);
      look(31);
      look(100);
    });
    assertThat(told.take())
        .isEqualTo(
            "{\"event\":\"pool_use_high\",\"text\":\"1 of 1 connections of the pool are out and 0 wait"
                + " for one; use has been above 80 % for 30 s\",\"active\":1,\"idle\":0,\"waiting\":0,"
                + "\"max\":1}");
    look(101);
    look(130);
    assertThat(told).isEmpty();
    look(131);
    look(200);

    assertThat(told.take())
        .startsWith("{\"event\":\"pool_use_normal\",\"text\":\"0 of 1 connections")
        .contains("use has been below 80 % for 30 s");
    assertThat(told).isEmpty();
    assertThat(logged()).contains("above 80 %", "below 80 %").hasLineCount(2);
  }

  @Test
  void itLooksByItself() throws Exception {
    alarm = PoolAlarm.start(app, AT_ONCE.withWebhook(receiver("/hook")));
    whileAllIsOut(() -> assertThat(told.take()).contains("pool_use_high"));

    assertThat(told.take()).contains("pool_use_normal");
  }

  @Test
  void aWebhookThatRefusesIsOneWarningWithoutItsSecret() throws Exception {
    make(AT_ONCE.withWebhook(receiver("/refuses/hush-hush")), LONG);
    whileAllIsOut(() -> look(0));
    look(1);

    assertThat(logged())
        .containsOnlyOnce("The webhook at 127.0.0.1 answered 503; this is logged once")
        .doesNotContain("hush")
        .hasLineCount(3);
  }

  @Test
  void aWebhookThatDoesNotAnswerIsGivenUp() throws Exception {
    make(AT_ONCE.withWebhook(receiver("/silent/hush-hush")), Duration.ofMillis(100));
    whileAllIsOut(() -> look(0));

    assertThat(logged())
        .contains("The webhook at 127.0.0.1 was not reached (Http")
        .doesNotContain("hush");
  }

  @Test
  void anAlarmEndsWhileItsWebhookDoesNotAnswer() throws Exception {
    alarm = PoolAlarm.start(app, AT_ONCE.withWebhook(receiver("/silent/hush-hush")));
    whileAllIsOut(asked::take);

    alarm.close();

    assertThat(logged()).hasLineCount(1).doesNotContain("hush");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> USUAL.withAbove(1.2))
        .hasMessage("above is 1.2; it must be from 0 to below 1");
    assertThatThrownBy(() -> USUAL.withAbove(Double.NaN)).hasMessageContaining("above is NaN");
    assertThatThrownBy(() -> USUAL.withAfter(Duration.ofSeconds(-1)))
        .hasMessage("after is PT-1S; it must not be negative");
    assertThatThrownBy(() -> USUAL.withWebhook(URI.create("file:///etc/secret")))
        .hasMessageContaining("its scheme is 'file'")
        .hasMessageNotContaining("secret");
  }
}
