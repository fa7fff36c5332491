package dev.trestle.spi;

import dev.trestle.internal.json.DecimalRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a value from the text of a URL.
 *
 * @param <T> the type of the value
 */
public final class Parser<T> {
  /** The text itself. */
  public static final Parser<String> STRING = of("text", "", Function.identity());

  /** {@code true} or {@code false}, in lower case. */
  public static final Parser<Boolean> BOOLEAN = of("true or false", false, Parser::bool);

  /** A decimal integer of 32 bits. */
  public static final Parser<Integer> INTEGER =
      of("an integer between -2147483648 and 2147483647", 0, Integer::valueOf);

  /** A decimal integer of 64 bits. */
  public static final Parser<Long> LONG =
      of("an integer between -9223372036854775808 and 9223372036854775807", 0L, Long::valueOf);

  /** A decimal number, finite. */
  public static final Parser<Double> DOUBLE = of("a number", 0.0, Parser::finite);

  /** A decimal number of at most 100 characters that PostgreSQL's {@code numeric} holds. */
  public static final Parser<BigDecimal> BIG_DECIMAL =
      new Parser<>("a number", () -> BigDecimal.ZERO, Parser::decimal);

  /** A decimal integer of at most 100 digits. */
  public static final Parser<BigInteger> BIG_INTEGER =
      of("an integer", BigInteger.ZERO, text -> new BigInteger(atMost(100, text)));

  /** The 36 characters of RFC 9562; shorter forms that Java accepts are refused. */
  public static final Parser<UUID> UUID = of("a UUID", new UUID(0, 0), Parser::uuid);

  /** {@code 2026-11-23}. */
  public static final Parser<LocalDate> LOCAL_DATE =
      of("a date like 2026-11-23", LocalDate.EPOCH, LocalDate::parse);

  /** {@code 2026-11-23T10:15:30}. */
  public static final Parser<LocalDateTime> LOCAL_DATE_TIME =
      of("a date and time like 2026-11-23T10:15:30", LocalDateTime.MIN, LocalDateTime::parse);

  /** {@code 2026-11-23T10:15:30Z}, with any offset. */
  public static final Parser<OffsetDateTime> OFFSET_DATE_TIME =
      of("a date and time like 2026-11-23T10:15:30Z", OffsetDateTime.MIN, OffsetDateTime::parse);

  /** {@code 2026-11-23T10:15:30Z}. */
  public static final Parser<Instant> INSTANT =
      of("a date and time like 2026-11-23T10:15:30Z", Instant.EPOCH, Instant::parse);

  private final String expected;
  private final Supplier<T> blank;
  private final Function<String, T> function;

  /** The blank is made when it is needed: BigDecimal squares large numbers to be ready. */
  private Parser(String expected, Supplier<T> blank, Function<String, T> function) {
    this.expected = expected;
    this.blank = blank;
    this.function = function;
  }

  /**
   * A parser of any type.
   *
   * @param <T> the type
   * @param expected what the text must be, to follow "must be"
   * @param blank any value of the type, never seen by a handler
   * @param function throws any {@link RuntimeException} for text that is not of the type
   * @return the parser
   */
  public static <T> Parser<T> of(String expected, T blank, Function<String, T> function) {
    Objects.requireNonNull(blank, "blank");
    return new Parser<>(expected, () -> blank, function);
  }

  /**
   * A parser of an enum, by the exact names of its constants.
   *
   * @param <E> the enum
   * @param type the enum, with at least one constant
   * @return the parser
   */
  public static <E extends Enum<E>> Parser<E> ofEnum(Class<E> type) {
    E[] constants = type.getEnumConstants();
    String names = Stream.of(constants).map(Enum::name).collect(Collectors.joining(", "));
    return of("one of " + names, constants[0], text -> Enum.valueOf(type, text));
  }

  /**
   * Reads a value.
   *
   * @param text decoded
   * @return empty if the text is not of the type
   */
  public Optional<T> parse(String text) {
    try {
      return Optional.of(function.apply(text));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * What the text must be.
   *
   * @return to follow "must be"
   */
  public String expected() {
    return expected;
  }

  /**
   * Stands in for a value that could not be read, until the reading as a whole is refused.
   *
   * @return never null
   */
  T blank() {
    return blank.get();
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static Double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static String atMost(int length, String text) {
    if (text.length() > length) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static BigDecimal decimal(String text) {
    BigDecimal number = new BigDecimal(atMost(100, text));
    if (!DecimalRange.contains(number)) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static UUID uuid(String text) {
    if (text.length() != 36) {
      throw new IllegalArgumentException();
    }
    for (int i = 0; i < 36; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
        throw new IllegalArgumentException();
      }
    }
    return java.util.UUID.fromString(text);
  }
}
