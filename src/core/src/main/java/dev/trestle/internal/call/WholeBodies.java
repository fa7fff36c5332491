package dev.trestle.internal.call;

import dev.trestle.Response;
import dev.trestle.internal.app.Application;
import dev.trestle.query.JsonParts;
import dev.trestle.spi.Body;
import dev.trestle.spi.Body.Format;
import java.io.ByteArrayOutputStream;

/** Makes the bytes of answers that must be there before anybody asks for them. */
final class WholeBodies {
  private final Application application;

  WholeBodies(Application application) {
    this.application = application;
  }

  /**
   * The same answer with its bytes.
   *
   * @param function what answers so, for the message
   * @param instead what to write
   * @throws IllegalStateException if it has none until it is sent
   */
  Response whole(Response response, String function, String instead) {
    return switch (response.body()) {
      case Body.Json json ->
          bytes(response, json.contentType(), application.json().write(json.value().orElse(null)));
      case Body.Rows rows -> bytes(response, rows.contentType(), rows(rows, function, instead));
      case Body.Bytes bytes -> response;
      case Body.Empty empty -> response;
      default -> throw refusal(function, "a stream", instead);
    };
  }

  /** The same, but for a file, which stays one. */
  Response wholeOrFile(Response response, String function, String instead) {
    return response.body() instanceof Body.File ? response : whole(response, function, instead);
  }

  private static Response bytes(Response response, String contentType, byte[] bytes) {
    Response whole = response.withBytes(contentType, bytes);
    return response.isTaggedByBody() ? whole.withETag() : whole;
  }

  private byte[] rows(Body.Rows rows, String function, String instead) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (JsonParts parts =
        switch (rows.format()) {
          case Format.Array array -> application.rows().parts(rows.db(), rows.query());
          case Format.Lines lines -> application.rows().lines(rows.db(), rows.query());
          case Format.Snapshot snapshot -> throw refusal(function, "a snapshot", instead);
        }) {
      parts.forEachRemaining(whole::writeBytes);
    }
    return whole.toByteArray();
  }

  private static IllegalStateException refusal(String function, String kind, String instead) {
    return new IllegalStateException(
        function + " answers with " + kind + ", which is read when it is sent; " + instead);
  }
}
