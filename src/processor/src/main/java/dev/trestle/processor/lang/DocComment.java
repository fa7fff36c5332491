package dev.trestle.processor.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The parts of a doc comment, as they are written.
 *
 * @param text what stands before the first block tag
 * @param parameters by name, what {@code @param} says
 * @param version what {@code @version} says; empty without one
 */
public record DocComment(String text, Map<String, String> parameters, String version) {
  private static final Pattern BLOCK = Pattern.compile("(?m)^[ \\t]*+@(\\w++)");

  /**
   * Takes a comment apart.
   *
   * @param comment without its stars
   * @return never fails
   */
  public static DocComment of(String comment) {
    List<MatchResult> tags = tags(comment);
    String text = tags.isEmpty() ? comment : comment.substring(0, tags.getFirst().start());
    Map<String, String> parameters = new LinkedHashMap<>();
    String version = "";
    for (int i = 0; i < tags.size(); i++) {
      int end = i + 1 < tags.size() ? tags.get(i + 1).start() : comment.length();
      String said = comment.substring(tags.get(i).end(), end).strip();
      switch (tags.get(i).group(1)) {
        case "param" -> {
          String[] parts = said.split("\\s+", 2);
          parameters.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        case "version" -> version = said;
        default -> {
          // For who reads the source.
        }
      }
    }
    return new DocComment(text, parameters, version);
  }

  /** Those that are not within an inline tag, as annotations are in a sample. */
  private static List<MatchResult> tags(String comment) {
    List<MatchResult> tags = new ArrayList<>();
    int depth = 0;
    int at = 0;
    for (MatchResult tag : BLOCK.matcher(comment).results().toList()) {
      for (; at < tag.start(); at++) {
        char c = comment.charAt(at);
        boolean opens = c == '{' && (depth > 0 || comment.startsWith("{@", at));
        depth += opens ? 1 : c == '}' && depth > 0 ? -1 : 0;
      }
      if (depth == 0) {
        tags.add(tag);
      }
    }
    return tags;
  }
}
