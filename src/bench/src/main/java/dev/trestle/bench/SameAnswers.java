package dev.trestle.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Holds variants against the baseline, byte for byte: only equal work may be compared. */
public final class SameAnswers {
  private static final int CONTEXT = 60;

  /** One whose name is null, and others. */
  private static final List<Integer> NUMBERS = List.of(1, 17, 42, BenchDatabase.USERS);

  private final Queries baseline;

  private SameAnswers(Queries baseline) {
    this.baseline = baseline;
  }

  /**
   * Asks every variant everything.
   *
   * @throws IllegalStateException at the first difference, which it shows
   */
  public static void require(Source source, Collection<Variant> variants) throws SQLException {
    SameAnswers answers = new SameAnswers(Variant.JDBC.over(source));
    source.clean();
    for (Variant variant : variants) {
      answers.check(variant, variant.over(source));
    }
    source.clean();
  }

  private void check(Variant variant, Queries queries) throws SQLException {
    String title = variant.title();
    if (variant.has(Operation.LOOKUP)) {
      for (int number : NUMBERS) {
        UUID id = BenchDatabase.user(number);
        same(title + "'s lookup", baseline.lookup(id), queries.lookup(id));
      }
    }
    if (variant.has(Operation.LIST)) {
      same(title + "'s list", baseline.list(), queries.list());
    }
    if (variant.has(Operation.NESTED)) {
      same(title + "'s nested", baseline.nested(), queries.nested());
    }
    if (variant.has(Operation.INSERT)) {
      String email = UUID.randomUUID() + Source.DOMAIN;
      byte[] inserted = queries.insert(email, "Bench");
      JsonNode user = Answers.MAPPER.readTree(inserted);
      same(
          title + "'s e-mail", email.getBytes(UTF_8), user.get("email").asString().getBytes(UTF_8));
      UUID id = UUID.fromString(user.get("id").asString());
      same(title + "'s insert", baseline.lookup(id), inserted);
    }
  }

  /**
   * Compares two answers.
   *
   * @throws IllegalStateException if they differ
   */
  public static void same(String what, byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    if (at >= 0) {
      throw new IllegalStateException(
          what
              + " differs from the baseline at byte "
              + at
              + ": "
              + around(actual, at)
              + " instead of "
              + around(expected, at));
    }
  }

  private static String around(byte[] bytes, int at) {
    int from = Math.max(0, at - CONTEXT);
    return new String(bytes, from, Math.min(bytes.length, at + CONTEXT) - from, UTF_8);
  }
}
