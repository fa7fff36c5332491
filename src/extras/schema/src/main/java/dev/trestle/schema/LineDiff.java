package dev.trestle.schema;

import java.util.ArrayList;
import java.util.List;

/** Two texts, line by line. */
final class LineDiff {
  private LineDiff() {}

  /** Lines of both with two spaces before them, of the first with "- ", of the second with "+ ". */
  static List<String> of(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    int start = 0;
    while (start < Math.min(old.size(), now.size()) && old.get(start).equals(now.get(start))) {
      start++;
    }
    List<String> lines = new ArrayList<>();
    old.subList(0, start).forEach(line -> lines.add("  " + line));
    addRest(old.subList(start, old.size()), now.subList(start, now.size()), lines);
    return lines;
  }

  private static void addRest(List<String> old, List<String> now, List<String> lines) {
    int[][] common = common(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        lines.add("  " + old.get(i++));
        j++;
      } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
        lines.add("- " + old.get(i++));
      } else {
        lines.add("+ " + now.get(j++));
      }
    }
  }

  /** The length of the longest common subsequence of what follows each pair of lines. */
  private static int[][] common(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
