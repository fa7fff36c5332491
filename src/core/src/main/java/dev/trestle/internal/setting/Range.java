package dev.trestle.internal.setting;

/**
 * The numbers that a setting may be.
 *
 * @param min the least
 * @param max the most
 * @param zero whether it may be zero too
 */
public record Range(int min, int max, boolean zero) {
  /**
   * @param min the least
   * @param max the most
   */
  public Range(int min, int max) {
    this(min, max, false);
  }

  /** Whether it may be this. */
  public boolean has(long value) {
    return value >= min && value <= max || zero && value == 0;
  }

  /**
   * Refuses what it cannot be.
   *
   * @param name of the setting
   * @throws IllegalArgumentException with the name, the value and the range
   */
  public int check(String name, int value) {
    if (!has(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be " + (zero ? "0 or " : "") + range());
    }
    return value;
  }

  private String range() {
    return "from " + min + " to " + max;
  }

  @Override
  public String toString() {
    return (zero ? "0 or " : "") + "a number " + range();
  }
}
