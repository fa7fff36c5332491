package dev.trestle.internal.conditional;

import dev.trestle.ETag;
import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.internal.exchange.ExchangeRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Compares what {@code GET} answers with what the client has already. */
public final class Freshness {
  private Freshness() {}

  /**
   * The answer itself, or 304 in its place if it carries a tag or a date that the client knows.
   *
   * @throws HttpError 412 if the client asks for another version of it
   */
  public static Response compare(ExchangeRequest request, Response response) {
    if (response.headers().isEmpty() || response.status() / 100 != 2 || !reads(request)) {
      return response;
    }
    Optional<ETag> etag = response.header("ETag").flatMap(EntityTags::single);
    Optional<Instant> modified = response.header("Last-Modified").flatMap(Conditions::date);
    if (etag.isEmpty() && modified.isEmpty()) {
      return response;
    }
    Conditions conditions = Conditions.of(request::headers);
    return switch (conditions.hold(true, etag, modified)) {
      case HOLD -> response;
      case UNCHANGED ->
          unchanged(response, etag.filter(conditions::haveCompressed).map(EntityTags::compressed));
      case FAILED -> throw HttpError.of(412, "It is another version than the one you ask for");
    };
  }

  static boolean reads(ExchangeRequest request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  /** 304 with what tells of the answer, without what tells of its body. */
  private static Response unchanged(Response response, Optional<String> compressed) {
    Response unchanged = Response.empty(304);
    for (Map.Entry<String, String> header : response.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!name.startsWith("content-") || name.equals("content-location")) {
        unchanged = unchanged.withAddedHeader(header.getKey(), header.getValue());
      }
    }
    return compressed.isPresent() ? unchanged.withHeader("ETag", compressed.get()) : unchanged;
  }
}
