package dev.trestle.dataproxy;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Parameters as PostgreSQL reads them: texts without a type, so that it finds the type itself. The
 * client sends texts, others may send what JSON has.
 */
final class Parameters {
  private Parameters() {}

  /** In order; null for null. */
  static List<String> of(JsonNode values) throws SqlFailure {
    List<String> texts = new ArrayList<>();
    if (values.isMissingNode() || values.isNull()) {
      return texts;
    }
    if (!values.isArray()) {
      throw SqlRequest.malformed("params must be an array");
    }
    for (JsonNode value : values) {
      texts.add(text(value));
    }
    return texts;
  }

  private static String text(JsonNode value) throws SqlFailure {
    if (value.isNull()) {
      return null;
    }
    return value.isArray() ? array(value) : scalar(value);
  }

  private static String scalar(JsonNode value) throws SqlFailure {
    String text = value.isObject() ? value.toString() : value.asString();
    // Half a character would be sent as a question mark.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw SqlRequest.malformed(
              "A parameter has half a surrogate pair, which is no character");
        }
        i++;
      }
    }
    return text;
  }

  private static String array(JsonNode values) throws SqlFailure {
    StringBuilder array = new StringBuilder("{");
    for (JsonNode value : values) {
      if (array.length() > 1) {
        array.append(',');
      }
      if (value.isNull()) {
        array.append("NULL");
      } else if (value.isArray()) {
        array.append(array(value));
      } else {
        String text = scalar(value);
        array.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      }
    }
    return array.append('}').toString();
  }
}
