package dev.trestle.bench.dev;

import dev.trestle.bench.Arguments;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Measures what an edit of a handler takes under {@code make dev}: from before its file is written
 * until its changed answer has come. On copies of the service's sources, in a process of its own.
 */
public final class EditRounds {
  private static final int EDITS = 20;
  private static final double NANOS_PER_MILLI = 1e6;

  private final HttpClient client = HttpClient.newHttpClient();
  private final DevProcess dev;

  private EditRounds(DevProcess dev) {
    this.dev = dev;
  }

  /** A route, the text in it that is edited, and a path whose answer shows that text. */
  private record Handler(String name, String file, String text, String path) {}

  private static final List<Handler> HANDLERS =
      List.of(
          new Handler("hello", "hello/Route.java", "Hello", "/api/hello"),
          new Handler(
              "user",
              "users/_id/Route.java",
              "User not found",
              "/api/users/00000000-0000-4000-8000-000000000000"));

  /**
   * Measures, and prints the medians and all values.
   *
   * @param words {@code edits=20 warm=20}
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    Arguments arguments = Arguments.parse(words, "edits", "warm");
    int edits = arguments.number("edits", EDITS);
    int warm = arguments.number("warm", EDITS);
    try (DevProcess dev = DevProcess.start()) {
      EditRounds rounds = new EditRounds(dev);
      for (Handler handler : HANDLERS) {
        rounds.measure(handler, 0, warm);
      }
      for (Handler handler : HANDLERS) {
        print(handler, rounds.measure(handler, warm, edits));
      }
    }
  }

  private List<Double> measure(Handler handler, int from, int edits)
      throws IOException, InterruptedException {
    Path file = dev.app().resolve(handler.file());
    String text = Files.readString(file);
    List<Double> took = new ArrayList<>();
    for (int i = from; i < from + edits; i++) {
      String changed = handler.text() + " " + i;
      long began = System.nanoTime();
      Files.writeString(file, text.replace(handler.text(), changed));
      String answer = get(handler.path());
      took.add((System.nanoTime() - began) / NANOS_PER_MILLI);
      if (!answer.contains('"' + changed + '"')) {
        throw new IllegalStateException("A stale answer after edit " + i + ": " + answer);
      }
    }
    Files.writeString(file, text);
    return took;
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(dev.url() + path)).timeout(Duration.ofMinutes(1)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static void print(Handler handler, List<Double> took) {
    List<Double> sorted = took.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    System.out.printf(
        Locale.ROOT,
        "%-6s median of %d edits %.0f ms, from save to changed answer; all: %s%n",
        handler.name(),
        took.size(),
        median,
        took.stream()
            .map(it -> String.format(Locale.ROOT, "%.0f", it))
            .collect(Collectors.joining(" ")));
  }
}
