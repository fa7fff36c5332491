package dev.trestle.processor;

/**
 * A header that an {@code @Answer} names: {@code Location}, or {@code Location: where it is}.
 *
 * @param name of it
 * @param description for people; empty if that is not said
 */
record DeclaredHeader(String name, String description) {
  static DeclaredHeader of(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new DeclaredHeader(text, "")
        : new DeclaredHeader(text.substring(0, colon), text.substring(colon + 1).strip());
  }
}
