package dev.trestle.internal.json;

import static dev.trestle.fuzz.Oracle.refusal;
import static dev.trestle.fuzz.Oracle.same;
import static dev.trestle.fuzz.Oracle.that;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trestle.Change;
import dev.trestle.HttpError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Bodies of JSON: what is read can be written, and is the same when it is read again. */
public final class JsonFuzz {
  private static final Json JSON = new Json(Json.defaults().build());
  private static final Pattern INSIDE = Pattern.compile("jackson|java|trestle|Exception");

  enum Size {
    SMALL,
    LARGE
  }

  record Item(String title, long price, Map<String, Integer> counts) {}

  record Order(
      UUID id,
      String name,
      int count,
      double weight,
      Boolean gift,
      Size size,
      BigDecimal price,
      BigInteger serial,
      OffsetDateTime at,
      Optional<String> note,
      List<Item> items) {}

  record Changes(Change<String> name, Change<List<Item>> items) {}

  private JsonFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    again(data, Order.class);
    again(data, JsonNode.class);
    refusal(() -> JSON.read(data, Changes.class));
  }

  private static <T> void again(byte[] data, Class<T> type) {
    Optional<HttpError> refused = refusal(() -> JSON.read(data, type));
    if (refused.isPresent()) {
      that(refused.get().status() == 400);
      String message = refused.get().getMessage();
      // What is invalid is named by its path, which the client wrote.
      that(message.startsWith("Invalid ") || !INSIDE.matcher(message).find());
      return;
    }
    T value = JSON.read(data, type);
    byte[] written = JSON.write(value);
    that(UTF_8.newEncoder().canEncode(new String(written, UTF_8)));
    T again = JSON.read(written, type);
    same(new String(JSON.write(again), UTF_8), new String(written, UTF_8));
    that(value instanceof JsonNode || value.equals(again));
  }
}
