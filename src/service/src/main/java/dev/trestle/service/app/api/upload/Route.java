package dev.trestle.service.app.api.upload;

import static dev.trestle.HttpError.badRequest;

import dev.trestle.Answer;
import dev.trestle.FormData;
import dev.trestle.Response;
import dev.trestle.Upload;
import dev.trestle.policy.BodyLimit;
import dev.trestle.service.parts.Uploads;
import java.io.IOException;

/** {@code /api/upload} */
public final class Route {
  record Uploaded(String url) {}

  private Route() {}

  /** Keeps the file in the form's field {@code file}, of 10 MiB at most. */
  @Answer(status = 201, body = Uploaded.class, headers = "Location")
  @BodyLimit(bytes = 10 << 20)
  public static Response POST(FormData form, Uploads uploads) throws IOException {
    Upload file =
        form.upload("file")
            .filter(chosen -> !chosen.name().isEmpty())
            .orElseThrow(() -> badRequest("No file provided"));
    String url = "/api/uploads/" + uploads.store(file);
    return Response.json(201, new Uploaded(url)).withHeader("Location", url);
  }
}
