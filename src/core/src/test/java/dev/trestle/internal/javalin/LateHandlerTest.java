package dev.trestle.internal.javalin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.RawHttp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateHandlerTest {
  private final Server server = new Server(new RequestThreads());
  private final ServerConnector connector = new ServerConnector(server);
  private final LateHandler late = new LateHandler();
  private final Within within = new Within();

  /** Counts how often it starts and stops, and answers with it. */
  private static final class Within extends Handler.Abstract {
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();

    @Override
    protected void doStart() throws Exception {
      starts.incrementAndGet();
      super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
      super.doStop();
      stops.incrementAndGet();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.write(true, ByteBuffer.wrap(starts.toString().getBytes(US_ASCII)), callback);
      return true;
    }
  }

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    late.setHandler(within);
    server.setHandler(late);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private String ask() {
    return new RawHttp(connector.getLocalPort()).send("GET", "/").body();
  }

  @Test
  void aServerThatNeedsNotWhatIsWithinNeverStartsIt() throws Exception {
    assertThat(server.isStarted()).isTrue();
    server.stop();

    assertThat(within.starts).hasValue(0);
    assertThat(within.stops).hasValue(0);
  }

  @Test
  void theFirstOfManyAtOnceStartsItForAll() throws Exception {
    CountDownLatch ready = new CountDownLatch(20);
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(
            clients.submit(() -> {
              ready.countDown();
              ready.await();
              return ask();
            }));
      }
    }
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isEqualTo("1");
    }
    assertThat(within.isStarted()).isTrue();
  }

  @Test
  void oneThatHasStoppedStartsNothingAndIsUnavailable() throws Exception {
    late.stop();

    RawHttp.Answer answer = new RawHttp(connector.getLocalPort()).send("GET", "/");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(within.starts).hasValue(0);
  }

  @Test
  void itStopsWithTheServerAndStartsWhenThatNeedsItAgain() throws Exception {
    assertThat(ask()).isEqualTo("1");
    server.stop();
    assertThat(within.stops).hasValue(1);

    server.start();
    assertThat(within.isStarted()).isFalse();
    assertThat(ask()).isEqualTo("2");
  }
}
