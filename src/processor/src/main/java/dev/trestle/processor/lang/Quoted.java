package dev.trestle.processor.lang;

/** Texts as they stand in sources, in JSON, and in the lines of a file. */
public final class Quoted {
  private Quoted() {}

  /**
   * A text between quotes, as JSON and Java both read it.
   *
   * @param text any
   * @return with quotes; control characters and what is beyond 16 bits are escaped
   */
  public static String text(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // Lone surrogates too: files are UTF-8.
          if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /**
   * A text in one line without tabs.
   *
   * @param text any
   * @return for {@link String#translateEscapes}, which makes the text of it again
   */
  public static String line(String text) {
    return text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }
}
