package dev.trestle.internal.cache;

import java.util.List;

/**
 * What an answer depends on.
 *
 * @param route its template
 * @param path its segments, decoded
 * @param query the values of the parameters that the function reads, in their order
 */
public record AnswerKey(String route, List<String> path, List<List<String>> query)
    implements CacheKey<Answer> {
  private static final int OBJECT = 48;

  @Override
  public int weight() {
    int weight = OBJECT;
    for (String segment : path) {
      weight += OBJECT + 2 * segment.length();
    }
    for (List<String> values : query) {
      for (String value : values) {
        weight += OBJECT + 2 * value.length();
      }
    }
    return weight;
  }
}
