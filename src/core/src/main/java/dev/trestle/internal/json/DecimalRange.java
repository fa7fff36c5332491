package dev.trestle.internal.json;

import java.math.BigDecimal;

/**
 * Which decimal numbers a client may send: those that PostgreSQL's {@code numeric} holds. A few
 * characters can be a number of any length, {@code 1e-99999999}, and whoever writes all its digits,
 * as the driver does, is busy for minutes.
 */
public final class DecimalRange {
  private static final int MOST_DIGITS = 131_072;
  private static final int MOST_DECIMALS = 16_383;

  private DecimalRange() {}

  /** Whether it has so few digits on both sides of the point. */
  public static boolean contains(BigDecimal number) {
    return number.scale() <= MOST_DECIMALS
        && (long) number.precision() - number.scale() <= MOST_DIGITS;
  }
}
