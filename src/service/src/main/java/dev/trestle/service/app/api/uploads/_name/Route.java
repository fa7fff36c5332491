package dev.trestle.service.app.api.uploads._name;

import static dev.trestle.HttpError.notFound;

import dev.trestle.Answer;
import dev.trestle.Response;
import dev.trestle.service.parts.Uploads;

/** {@code /api/uploads/{name}} */
public final class Route {
  private Route() {}

  /** A file as what its content is; whatever it holds, nothing of it runs as ours. */
  @Answer(type = "*/*", headers = "Cache-Control", description = "The file.")
  @Answer(status = 206, type = "*/*", description = "Parts of the file.")
  @Answer(status = 304)
  @Answer(status = 416)
  public static Response GET(Uploads uploads, String name) {
    Uploads.Stored stored = uploads.find(name).orElseThrow(() -> notFound("File not found"));
    return Response.file(stored.path())
        .withHeader("Content-Type", stored.type().contentType())
        .withHeader("Content-Security-Policy", "default-src 'none'; sandbox")
        .withHeader("Cache-Control", "public, max-age=31536000, immutable");
  }
}
