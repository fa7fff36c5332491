package dev.trestle.processor.client;

import dev.trestle.processor.lang.DocComment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a doc comment says, without what names the server's code.
 *
 * @param text what stands before the first block tag
 * @param parameters by name
 */
record Doc(String text, Map<String, String> parameters) {
  private static final Pattern LINK =
      Pattern.compile("\\{@(link|linkplain|value|inheritDoc|snippet)\\b\\s*([^{}]*)}");

  static Doc of(String comment) {
    DocComment parts = DocComment.of(comment);
    Map<String, String> parameters = new LinkedHashMap<>();
    parts.parameters().forEach((name, text) -> parameters.put(name, clean(text)));
    return new Doc(clean(parts.text()), parameters);
  }

  /** Of a parameter, or another text where nothing is said. */
  String of(String parameter, String otherwise) {
    String said = parameters.getOrDefault(parameter, "");
    return said.isEmpty() ? otherwise : said;
  }

  private static String clean(String text) {
    String plain =
        LINK.matcher(text)
            .replaceAll(link -> Matcher.quoteReplacement(plain(link.group(1), link.group(2))));
    return enclosed(plain.strip()).lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  /** A text that is no comment, as it can stand in one. */
  static String text(String text) {
    return enclosed(
        text.strip()
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("@", "&#64;"));
  }

  /** What neither ends a comment nor is an escape of Java's. */
  private static String enclosed(String text) {
    return text.replace("\\u", "&#92;u").replace("*/", "*&#47;");
  }

  private static String plain(String tag, String inside) {
    String target = inside.strip();
    int label = target.indexOf(' ');
    if (tag.startsWith("link") && !target.contains("(") && label >= 0) {
      return target.substring(label + 1);
    }
    return target.isEmpty()
        ? ""
        : "{@code " + target.replaceFirst("^#", "").replace('#', '.') + "}";
  }

  /** The lines of a comment, each indented. */
  static String comment(String indent, List<String> lines) {
    if (lines.size() == 1 && !lines.getFirst().contains("\n")) {
      return indent + "/** " + lines.getFirst() + " */\n";
    }
    StringBuilder out = new StringBuilder(indent).append("/**\n");
    for (String line : lines) {
      for (String part : line.split("\n", -1)) {
        out.append(indent).append(part.isEmpty() ? " *" : " * " + part).append('\n');
      }
    }
    return out.append(indent).append(" */\n").toString();
  }
}
