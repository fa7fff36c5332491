package dev.trestle.metrics;

import dev.trestle.PoolUse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells somebody by HTTP, once: what is not taken is not sent again, and the first of that is in
 * the log. Used by one thread.
 */
final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private final URI uri;
  private final Duration longest;
  private final HttpClient client;
  private boolean failing;

  Webhook(URI uri, Duration longest) {
    this.uri = uri;
    this.longest = longest;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(longest)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  void send(PoolLevel.Change change, String sentence, PoolUse use) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(longest)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(change, sentence, use)))
            .build();
    Optional<String> failure = failure(request);
    if (failure.isPresent() && !failing) {
      LOG.warn("The webhook at {} {}; this is logged once", uri.getHost(), failure.get());
    }
    failing = failure.isPresent();
  }

  /** What an exception says may have the address in it, and that a secret. */
  private Optional<String> failure(HttpRequest request) throws InterruptedException {
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status >= 200 && status <= 299 ? Optional.empty() : Optional.of("answered " + status);
    } catch (IOException e) {
      return Optional.of("was not reached (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Nothing in it needs an escape. */
  private static String json(PoolLevel.Change change, String sentence, PoolUse use) {
    return """
    {"event":"%s","text":"%s","active":%d,"idle":%d,"waiting":%d,"max":%d}\
    """
        .formatted(
            change == PoolLevel.Change.RAISED ? "pool_use_high" : "pool_use_normal",
            sentence,
            use.active(),
            use.idle(),
            use.waiting(),
            use.most());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
