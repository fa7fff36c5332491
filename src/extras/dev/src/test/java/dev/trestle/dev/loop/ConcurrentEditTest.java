package dev.trestle.dev.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrentEditTest extends ProjectTest {
  private static final int EDITS = 15;
  private static final int CLIENTS = 4;

  /** As a browser does that was left open. */
  @Test
  void whoAsksBeforeItHasStartedWaits() throws Exception {
    int port = freePort();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = clients.submit(() -> firstAnswer(port));
      project.start(Optional.empty(), Map.of("PORT", String.valueOf(port)));

      assertThat(first.get()).startsWith("HTTP/1.1 200 ").endsWith("0");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static String firstAnswer(int port) throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        return RawRequest.send(port, "GET /hello HTTP/1.1", "Host: localhost");
      } catch (ConnectException e) {
        // Nobody listens yet.
      }
    }
    throw new AssertionError("Nobody has listened");
  }

  @Test
  void noRequestThatBeganAfterASaveSeesWhatWasThereBefore() throws Exception {
    project.start();
    AtomicInteger saved = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> asking = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        asking.add(clients.submit(() -> ask(saved, over)));
      }
      for (int i = 1; i <= EDITS; i++) {
        replace(String.valueOf(i));
        saved.set(i);
        assertThat(Integer.parseInt(project.body("/hello"))).isEqualTo(i);
      }
      over.set(true);
      for (Future<Integer> one : asking) {
        assertThat(one.get()).isPositive();
      }
    }
  }

  private int ask(AtomicInteger saved, AtomicBoolean over) throws Exception {
    int answers = 0;
    while (!over.get()) {
      int before = saved.get();
      assertThat(Integer.parseInt(project.body("/hello"))).isGreaterThanOrEqualTo(before);
      answers++;
    }
    return answers;
  }

  /** At once, as most editors save: nobody sees a half. */
  private void replace(String text) throws Exception {
    Path next = folder.resolve("next");
    Path source = project.source("demo/app/hello/Route.java");
    String old = Files.readString(source);
    Files.writeString(next, old.replaceAll("\"\\d+\"", "\"" + text + "\""));
    Files.move(next, source, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aSecondSaveOfTheSameLengthAndTimeIsSeen() throws Exception {
    project.start();
    Path source = project.source("demo/app/hello/Route.java");
    FileTime time = FileTime.from(Instant.now().minus(Duration.ofHours(1)));

    for (int i = 1; i < 5; i++) {
      project.route("hello", "\"" + i + "\"");
      Files.setLastModifiedTime(source, time);
      assertThat(project.body("/hello")).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void aRequestThatIsUnderWayEndsOnTheCodeThatItBeganWith() throws Exception {
    project
        .write(
            "demo/app/slow/Route.java",
            """
            package demo.app.slow;

            import dev.trestle.Response;
            import java.nio.file.Files;
            import java.nio.file.Path;

            public final class Route {
              public static Response GET() throws Exception {
                Files.createFile(Path.of("%1$s/began"));
                while (!Files.exists(Path.of("%1$s/go"))) {
                  Thread.yield();
                }
                return Response.text("old");
              }
            }
            """
                .formatted(folder))
        .start();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> slow = clients.submit(() -> project.body("/slow"));
      while (!Files.exists(folder.resolve("began"))) {
        Thread.onSpinWait();
      }
      project.route("slow", "\"new\"");
      assertThat(project.body("/slow")).isEqualTo("new");

      Files.createFile(folder.resolve("go"));
      assertThat(slow.get()).isEqualTo("old");
    }
  }
}
