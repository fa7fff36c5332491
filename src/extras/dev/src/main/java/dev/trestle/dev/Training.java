package dev.trestle.dev;

import dev.trestle.StartException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The short run in which the JVM learns which classes a service needs and which of its code is hot.
 * Several clients repeat one request after the other, each for the same time: so what is cheap, and
 * mostly asked for more often, is run more often.
 */
final class Training {
  private static final int CLIENTS = 8;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient client;
  private final String server;
  private final Duration time;

  private Training(HttpClient client, String server, Duration time) {
    this.client = client;
    this.server = server;
    this.time = time;
  }

  /**
   * Sends the requests.
   *
   * @param server its address, without a slash at the end
   * @param time how long each is repeated; it is sent once by each client at least
   * @return how many were answered
   * @throws StartException if one is refused, other than for being one too many
   */
  static long run(RequestFile file, String server, Duration time) throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Training training = new Training(client, server, time);
      long answered = 0;
      for (RequestFile.Template request : file.requests()) {
        answered += training.repeat(request, clients);
      }
      return answered;
    }
  }

  private long repeat(RequestFile.Template request, ExecutorService clients)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Future<Long>> counts =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> clients.submit(() -> repeat(request, end)))
            .toList();
    long answered = 0;
    try {
      for (Future<Long> count : counts) {
        answered += count.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StartException refused
          ? refused
          : new StartException(
              "In training, " + request.name() + " was not answered: " + e.getCause(), e);
    }
    return answered;
  }

  private long repeat(RequestFile.Template request, long end)
      throws IOException, InterruptedException {
    long answered = 0;
    do {
      check(request, client.send(request.at(server), HttpResponse.BodyHandlers.ofString()));
      answered++;
    } while (System.nanoTime() < end);
    return answered;
  }

  private static void check(RequestFile.Template request, HttpResponse<String> answer) {
    if (answer.statusCode() >= 400 && answer.statusCode() != TOO_MANY_REQUESTS) {
      throw new StartException(
          "In training, "
              + request.name()
              + " was answered with "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
  }
}
