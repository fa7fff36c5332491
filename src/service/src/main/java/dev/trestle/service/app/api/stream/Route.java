package dev.trestle.service.app.api.stream;

import dev.trestle.Answer;
import dev.trestle.Response;
import dev.trestle.service.parts.Pace;
import java.nio.charset.StandardCharsets;

/** {@code /api/stream} */
public final class Route {
  private static final int LINES = 10;

  private Route() {}

  /** Ten lines, one a second, each sent when it is written. */
  @Answer(type = "text/plain")
  public static Response GET(Pace pace) {
    return Response.stream(
        "text/plain;charset=UTF-8",
        out -> {
          for (int i = 0; i < LINES; i++) {
            if (i > 0) {
              pace.await();
            }
            out.write(("Line " + i + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
          }
        });
  }
}
