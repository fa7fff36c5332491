package dev.trestle.processor.client;

/** Words that generated sources have in common. */
final class Text {
  private Text() {}

  static String meaning(Input input) {
    return switch (input.kind()) {
      case VARIABLE -> "in the path; neither empty nor {@code .} or {@code ..}";
      case SEGMENTS -> "in the path, each neither empty nor {@code .} or {@code ..}";
      case QUERY -> "the query string";
      case BODY, CONTENT -> "the body";
      case FORM, FORM_DATA -> "the form";
    };
  }

  static String meaning(Result result) {
    return switch (result.kind()) {
      case NONE -> "";
      case JSON -> "what is answered";
      case LIST -> "what is answered, whole";
      case OPTIONAL -> "what is answered; empty if nothing is there";
      case STREAM, EVENTS -> "each as it comes; holds a connection until it is closed";
      case RAW -> "the answer as it comes, to be closed";
    };
  }
}
