package dev.trestle.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trestle.bench.BenchDatabase;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What clients ask for. */
enum Work {
  HELLO(random -> "/api/hello"),
  USER(random -> "/api/users/" + anyone(random)),
  USERS(random -> "/api/users?limit=100"),
  PAGE(random -> "/api/posts/paginated?page=3&limit=10"),
  SEARCH(random -> "/api/posts/search?query=postgres&published=true"),
  TOP(random -> "/api/stats/top-authors"),
  CREATE(
      random -> "/api/users",
      random ->
          "{\"email\":\"%016x%016x@bench.example\",\"name\":\"Bench\"}"
              .formatted(random.nextLong(), random.nextLong())),
  TRANSFER(random -> "/api/transfer", Work::order);

  private final Function<RandomGenerator, String> path;
  private final Function<RandomGenerator, String> body;

  Work(Function<RandomGenerator, String> path) {
    this(path, random -> "");
  }

  Work(Function<RandomGenerator, String> path, Function<RandomGenerator, String> body) {
    this.path = path;
    this.body = body;
  }

  /** How tables call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it changes nothing, so that its answers can be compared. */
  boolean reads() {
    return this != CREATE && this != TRANSFER;
  }

  /**
   * The connections that it is measured at unless others are asked for: what is bound by the
   * service at few and at many, what is bound by PostgreSQL at the number that the goals are set
   * for.
   */
  List<Integer> connections() {
    return this == HELLO || this == USER ? List.of(1, 16, 64, 256) : List.of(16);
  }

  /** The path of a request. */
  String path(RandomGenerator random) {
    return path.apply(random);
  }

  /** A whole request. */
  byte[] request(RandomGenerator random) {
    String head = (reads() ? "GET " : "POST ") + path(random) + " HTTP/1.1\r\nHost: bench\r\n";
    if (reads()) {
      return (head + "\r\n").getBytes(US_ASCII);
    }
    String content = body.apply(random);
    return (head
            + "Content-Type: application/json\r\nContent-Length: "
            + content.length()
            + "\r\n\r\n"
            + content)
        .getBytes(US_ASCII);
  }

  private static String anyone(RandomGenerator random) {
    return BenchDatabase.user(1 + random.nextInt(BenchDatabase.USERS)).toString();
  }

  private static String order(RandomGenerator random) {
    int from = random.nextInt(BenchDatabase.USERS);
    int to = (from + 1 + random.nextInt(BenchDatabase.USERS - 1)) % BenchDatabase.USERS;
    return "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":1}"
        .formatted(BenchDatabase.user(1 + from), BenchDatabase.user(1 + to));
  }
}
