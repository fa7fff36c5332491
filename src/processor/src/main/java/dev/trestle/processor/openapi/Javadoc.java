package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.DocComment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A comment as Markdown, which OpenAPI's descriptions are.
 *
 * @param summary the first sentence, without the full stop
 * @param description all of it, the first sentence included
 * @param parameters by name, what {@code @param} says
 * @param version what {@code @version} says; empty without one
 */
public record Javadoc(
    String summary, String description, Map<String, String> parameters, String version) {
  /** Of what has no comment. */
  public static final Javadoc NONE = new Javadoc("", "", Map.of(), "");

  private static final Pattern SENTENCE = Pattern.compile("(?s)^(.*?[.!?])(?=\\s|$)");
  private static final Pattern INLINE =
      Pattern.compile("\\{@(\\w+)\\s*((?:[^{}]|\\{(?:[^{}]|\\{[^{}]*})*})*)}");
  private static final Pattern EXAMPLE = Pattern.compile("\\be\\.g\\.\\s+`([^`]+)`");

  /**
   * Reads a comment.
   *
   * @param comment without its stars
   * @return never fails: what is not understood stays as it is
   */
  public static Javadoc of(String comment) {
    DocComment parts = DocComment.of(comment);
    String main = markdown(parts.text());
    Map<String, String> parameters = new LinkedHashMap<>();
    parts.parameters().forEach((name, text) -> parameters.put(name, markdown(text)));
    Matcher sentence = SENTENCE.matcher(main.split("\n\n", 2)[0]);
    String summary = sentence.find() ? sentence.group(1) : main.split("\n\n", 2)[0];
    return new Javadoc(
        summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary,
        main,
        parameters,
        markdown(parts.version()));
  }

  /**
   * What it says of a parameter or a component.
   *
   * @param name of it
   * @return empty if it says nothing
   */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /**
   * What follows the first sentence.
   *
   * @return empty if that is all
   */
  public String more() {
    String rest = description.substring(Math.min(summary.length(), description.length()));
    return rest.startsWith(".") ? rest.substring(1).strip() : rest.strip();
  }

  /** The first example in a text, {@code e.g. `x`}, which a comment writes as code. */
  static Optional<String> example(String text) {
    Matcher example = EXAMPLE.matcher(text);
    return example.find() ? Optional.of(example.group(1)) : Optional.empty();
  }

  private static String markdown(String comment) {
    Matcher inline = INLINE.matcher(comment);
    String text =
        inline.replaceAll(tag -> Matcher.quoteReplacement(inline(tag.group(1), tag.group(2))));
    return text.replaceAll("(?i)(?<!\\s)\\s*+</?(p|ul|ol|pre|table|dl)\\b[^<>]*+>", "\n\n")
        .replaceAll("(?i)(?<!\\s)\\s*+<li>[ \\t]*+", "\n- ")
        .replaceAll("(?i)</?(b|strong)>", "**")
        .replaceAll("(?i)</?(i|em)>", "*")
        .replaceAll("(?i)</?(code)>", "`")
        .replaceAll("</?[a-zA-Z][^<>]*+>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .lines()
        .map(String::strip)
        .collect(Collectors.joining("\n"))
        .replaceAll("(?<!\n)\n(?![\n-])", " ")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }

  private static String inline(String tag, String text) {
    String content = text.strip().replaceAll("\\s+", " ");
    return switch (tag) {
      case "code", "literal", "value", "snippet" -> "`" + content + "`";
      case "link", "linkplain" -> {
        int label = label(content);
        yield label < content.length()
            ? content.substring(label + 1)
            : "`" + content.replaceFirst("^#", "") + "`";
      }
      default -> content;
    };
  }

  /** Where the label of a link begins, behind its target, whose parameters may have spaces. */
  private static int label(String link) {
    int open = 0;
    for (int i = 0; i < link.length(); i++) {
      char c = link.charAt(i);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ' ' && open == 0) {
        return i;
      }
    }
    return link.length();
  }
}
