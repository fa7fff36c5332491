package dev.trestle.processor;

/** One annotation of the package {@code dev.trestle.policy}: checked, and written as data. */
interface PolicyKind {
  /** The full name of the annotation. */
  String annotation();

  /** Whether functions of this verb are held to it. */
  default boolean appliesTo(String verb) {
    return true;
  }

  /**
   * The method of {@code dev.trestle.spi.Policy} that takes its values, with them: {@code
   * withBodyLimit(1024L)}. Full names, but for {@code Duration} and {@code Policy}.
   *
   * @param used reports values that cannot be, and this goes on
   */
  String call(UsedAnnotation used);
}
