package dev.trestle.internal.files;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.internal.conditional.Conditions;
import dev.trestle.internal.exchange.ExchangeRequest;
import dev.trestle.spi.Body;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of a file is sent, and how that is answered.
 *
 * @param response 200, or 206 with the part
 * @param range from the file
 */
public record FilePart(Response response, ByteRange range) {
  /**
   * Looks for a range in a request.
   *
   * @throws HttpError 416 if the client asks for a part that is not there
   */
  public static FilePart of(ExchangeRequest request, Response response, Body.File file) {
    ByteRange whole = new ByteRange(0, file.length());
    if (response.status() != 200) {
      return new FilePart(response, whole);
    }
    Response ranged = response.withHeader("Accept-Ranges", "bytes");
    Optional<ByteRange> asked =
        asked(request, response).flatMap(header -> ByteRange.parse(header, file.length()));
    if (asked.isEmpty()) {
      return new FilePart(ranged, whole);
    }
    ByteRange part = asked.get();
    if (part.length() == 0) {
      throw HttpError.of(416, "There are " + file.length() + " bytes; ask for some of them")
          .withHeader("Content-Range", "bytes */" + file.length());
    }
    return new FilePart(
        ranged.withStatus(206).withHeader("Content-Range", part.of(file.length())), part);
  }

  /** The range, if there is one and it is a range of this version of the file. */
  private static Optional<String> asked(ExchangeRequest request, Response response) {
    List<String> ranges = (request.headers("Range"));
    if (ranges.size() != 1 || !request.method().equals("GET")) {
      return Optional.empty();
    }
    Optional<String> condition = request.header("If-Range");
    return condition.isEmpty() || isSame(condition.get().strip(), response)
        ? Optional.of(ranges.getFirst())
        : Optional.empty();
  }

  /** Exactly: the tag of a compressed answer is not that of these bytes, nor is a weak one. */
  private static boolean isSame(String condition, Response response) {
    if (condition.startsWith("\"")) {
      return response.header("ETag").filter(condition::equals).isPresent();
    }
    Optional<Instant> date = Conditions.date(condition);
    return date.isPresent()
        && date.equals(response.header("Last-Modified").flatMap(Conditions::date));
  }
}
