package dev.trestle.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Change;
import dev.trestle.Check;
import dev.trestle.HttpError;
import dev.trestle.spi.Parser;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private final Json json = new Json(Json.defaults().build());

  record Item(String title, long price) {}

  enum Size {
    SMALL,
    LARGE
  }

  record Order(UUID id, String name, int count, Size size, boolean gift, List<Item> items) {}

  record Named(String name) {
    Named {
      Check.that(name != null && !name.isBlank(), "name", "must not be blank").orThrow();
    }
  }

  record Even(int number) {
    Even {
      if (number % 2 != 0) {
        throw new IllegalArgumentException("The number must be even");
      }
    }
  }

  @Test
  void recordsKeepTheOrderOfTheirComponents() {
    assertThat(write(new Item("é", 5))).isEqualTo("{\"title\":\"é\",\"price\":5}");
  }

  @Test
  void timestampsAreUtcInRfc3339() {
    OffsetDateTime inColombo =
        OffsetDateTime.of(2026, 11, 23, 1, 0, 0, 120_000_000, ZoneOffset.ofHoursMinutes(5, 30));

    assertThat(write(inColombo)).isEqualTo("\"2026-11-22T19:30:00.12Z\"");
  }

  @Test
  void anEmptyOptionalIsNull() {
    assertThat(write(List.of(Optional.empty(), Optional.of(1)))).isEqualTo("[null,1]");
  }

  @Test
  void unknownPropertiesAreIgnoredAndTheLastOfADuplicateWins() {
    assertThat(read("{\"title\":\"a\",\"price\":1,\"x\":{},\"price\":2}", Item.class))
        .isEqualTo(new Item("a", 2));
  }

  record Changes(Change<String> title, Change<List<Item>> items) {}

  @Test
  void whatIsLeftOutOfChangesIsToldFromWhatIsNull() {
    Changes changes = read("{\"title\":null}", Changes.class);

    assertThat(changes).isEqualTo(new Changes(Change.to(null), Change.none()));
    assertThat(read("{\"items\":[{\"title\":\"a\",\"price\":1}]}", Changes.class))
        .isEqualTo(new Changes(Change.none(), Change.to(List.of(new Item("a", 1)))));
    assertThatThrownBy(() -> read("{\"title\":5}", Changes.class))
        .isInstanceOf(HttpError.class)
        .hasMessage("Invalid title: must be a string");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | The body is empty; send a JSON object",
        "null | The body is null; send a JSON object",
        "{ | Malformed JSON at line 1, column 2",
        "[] | The body must be an object",
        "5 | The body must be an object",
        "{\"count\":\"5\"} | Invalid count: must be an integer",
        "{\"count\":1.5} | Invalid count: must be an integer",
        "{\"count\":99999999999} | Invalid count: must be an integer",
        "{\"count\":null} | Invalid count: must be an integer",
        "{\"count\":1,\"gift\":\"yes\"} | Invalid gift: must be a boolean",
        "{\"id\":\"x\"} | Invalid id: must be a UUID",
        "{\"name\":5} | Invalid name: must be a string",
        "{\"name\":{}} | Invalid name: must be a string",
        "{\"size\":\"HUGE\"} | Invalid size: must be one of SMALL, LARGE",
        "{\"items\":{}} | Invalid items: must be an array",
        "{\"items\":[{\"title\":\"a\",\"price\":1},{\"price\":true}]} | Invalid items[1].price:"
            + " must be an integer",
      })
  void whatIsWrongIsSaidByItsPathInTheClientsWords(String body, String message) {
    assertThatThrownBy(() -> read(body, Order.class))
        .isInstanceOfSatisfying(HttpError.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessage(message.strip());
  }

  record Weights(double most, Double more, float some, Float less) {}

  record Prices(List<BigDecimal> prices) {}

  @ParameterizedTest
  @ValueSource(strings = {"1e131072", "1e999999999", "1e-16384", "1e-10000000", "-1e-2147483647"})
  void aDecimalNumberIsOneThatTheDatabaseHolds(String number) {
    assertThatThrownBy(() -> read("{\"prices\":[1," + number + "]}", Prices.class))
        .isInstanceOf(HttpError.class)
        .hasMessage("Invalid prices[1]: must be a number");
    assertThat(Parser.BIG_DECIMAL.parse(number)).isEmpty();
    assertThat(read("{\"prices\":[1e131071,1e-16383,1.50]}", Prices.class).prices())
        .isEqualTo(Stream.of("1e131071", "1e-16383", "1.50").map(BigDecimal::new).toList())
        .allMatch(held -> Parser.BIG_DECIMAL.parse(held.toString()).isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"most\":1e999,\"some\":1} | most",
        "{\"most\":1,\"more\":-1e999,\"some\":1} | more",
        "{\"most\":1,\"some\":1e39} | some",
        "{\"most\":1,\"some\":1,\"less\":\"NaN\"} | less",
        "{\"most\":\"Infinity\",\"some\":1} | most",
        "{\"most\":null,\"some\":1} | most",
      })
  void aNumberIsFinite(String body, String field) {
    assertThatThrownBy(() -> read(body, Weights.class))
        .isInstanceOf(HttpError.class)
        .hasMessage("Invalid " + field + ": must be a number");
    assertThat(read("{\"most\":1e308,\"some\":5}", Weights.class))
        .isEqualTo(new Weights(1e308, null, 5, null));
  }

  @Test
  void nothingMayFollowTheValue() {
    assertThatThrownBy(() -> read("{\"number\":2} {}", Even.class))
        .isInstanceOf(HttpError.class)
        .hasMessage("The body holds more than one JSON value");
  }

  @Test
  void aMissingNumberIsNotZero() {
    assertThatThrownBy(() -> read("{\"title\":\"a\"}", Item.class))
        .hasMessage("Invalid price: must be an integer");
  }

  @Test
  void whatARecordDemandsReachesTheClient() {
    assertThatThrownBy(() -> read("{\"name\":\" \"}", Named.class))
        .isInstanceOfSatisfying(
            HttpError.class,
            e -> assertThat(e.fields()).containsEntry("name", "must not be blank"));
    assertThatThrownBy(() -> read("{\"number\":3}", Even.class))
        .isInstanceOf(HttpError.class)
        .hasMessage("The number must be even");
  }

  @Test
  void nestingAsDeepAsTheBodyAllowsIsRefusedNotOverflowed() {
    assertThatThrownBy(() -> read("[".repeat(100_000), List.class)).isInstanceOf(HttpError.class);
  }

  private String write(Object value) {
    return new String(json.write(value), UTF_8);
  }

  private <T> T read(String body, Class<T> type) {
    return json.read(body.getBytes(UTF_8), type);
  }
}
