package dev.trestle.service.model;

import dev.trestle.Response;
import java.util.ArrayList;
import java.util.List;

/** The other parts of a list, as the header {@code Link} of RFC 8288. Used by one thread. */
public final class Links {
  private final String list;
  private final List<String> links = new ArrayList<>();

  /**
   * No links yet.
   *
   * @param list path and query string of a part, up to where it is
   */
  public Links(String list) {
    this.list = list;
  }

  /**
   * A link, if there is such a part.
   *
   * @param relation {@code first}, {@code prev}, {@code next}, {@code last}
   * @param there whether there is one
   * @param place of the part, fit for a URL
   * @return this
   */
  public Links with(String relation, boolean there, Object place) {
    if (there) {
      links.add("<" + list + place + ">; rel=\"" + relation + "\"");
    }
    return this;
  }

  /**
   * Says so in an answer.
   *
   * @param response with the part itself
   * @return with the header, if there is any link
   */
  public Response on(Response response) {
    return links.isEmpty() ? response : response.withHeader("Link", String.join(", ", links));
  }
}
