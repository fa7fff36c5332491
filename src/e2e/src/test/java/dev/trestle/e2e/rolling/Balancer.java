package dev.trestle.e2e.rolling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands before the replicas: it sends each request to the next of them, once. It tries none
 * again and hides no failure. A replica that is to be stopped gets no more requests first, as with
 * any balancer that is told of a rollout.
 */
final class Balancer implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Replica> rotation = new ArrayList<>();
  private final Map<Replica, Integer> underWay = new HashMap<>();
  private int next;

  /** An answer, and who gave it. */
  record Answer(Replica replica, int status, String body) {}

  synchronized void add(Replica replica) {
    rotation.add(replica);
    underWay.put(replica, 0);
    notifyAll();
  }

  /** Sends it no more requests, and returns once those that it has are answered. */
  synchronized void drain(Replica replica) throws InterruptedException {
    rotation.remove(replica);
    while (underWay.get(replica) > 0) {
      wait();
    }
  }

  /** Sends a request, of which only the path is said, to one replica. */
  Answer send(String method, String path, String body) throws IOException, InterruptedException {
    Replica replica = take();
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(replica.address() + path))
              .method(
                  method,
                  body.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body));
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(replica, answer.statusCode(), answer.body());
    } finally {
      giveBack(replica);
    }
  }

  private synchronized Replica take() {
    if (rotation.isEmpty()) {
      throw new IllegalStateException("No replica is ready");
    }
    next = (next + 1) % rotation.size();
    Replica replica = rotation.get(next);
    underWay.merge(replica, 1, Integer::sum);
    return replica;
  }

  private synchronized void giveBack(Replica replica) {
    underWay.merge(replica, -1, Integer::sum);
    notifyAll();
  }

  @Override
  public void close() {
    http.close();
  }
}
