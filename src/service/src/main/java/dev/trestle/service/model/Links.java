package dev.trestle.service.model;

import dev.trestle.query.Page;
import dev.trestle.query.Slice;
import java.util.ArrayList;
import java.util.List;

/** Where the other parts of a list are, as the header {@code Link} of RFC 8288 says it. */
public final class Links {
  private Links() {}

  /**
   * The pages around one; {@code ?limit=} and {@code &page=} lead to them.
   *
   * @param list its path
   * @param page one of it, also one past the end
   * @return {@code first}, {@code prev}, {@code next} and {@code last}, those that there are
   */
  public static String to(String list, Page<?> page) {
    String pages = list + "?limit=" + page.size() + "&page=";
    long last = Math.max(1, page.pages());
    List<String> links = new ArrayList<>();
    links.add(link("first", pages + 1));
    if (page.number() > 1) {
      links.add(link("prev", pages + Math.min(page.number() - 1, last)));
    }
    if (page.number() < last) {
      links.add(link("next", pages + (page.number() + 1)));
    }
    links.add(link("last", pages + last));
    return String.join(", ", links);
  }

  /**
   * The neighbours of a slice; {@code ?limit=} and {@code &cursor=} lead to them.
   *
   * @param list its path
   * @param slice of it
   * @param limit how long one is
   * @return {@code first}, {@code prev} and {@code next}, those that there are
   */
  public static String to(String list, Slice<?> slice, int limit) {
    String slices = list + "?limit=" + limit + "&cursor=";
    List<String> links = new ArrayList<>();
    links.add(link("first", slices));
    slice.previous().ifPresent(cursor -> links.add(link("prev", slices + cursor)));
    slice.next().ifPresent(cursor -> links.add(link("next", slices + cursor)));
    return String.join(", ", links);
  }

  private static String link(String relation, String url) {
    return "<" + url + ">; rel=\"" + relation + "\"";
  }
}
