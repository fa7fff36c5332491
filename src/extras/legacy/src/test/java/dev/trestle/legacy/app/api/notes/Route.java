package dev.trestle.legacy.app.api.notes;

import dev.trestle.legacy.LegacyRequest;
import dev.trestle.legacy.LegacyResponse;
import dev.trestle.policy.BodyLimit;
import java.util.Map;
import org.jooq.DSLContext;

/** {@code /api/notes} as it is ported. */
public final class Route {
  record Note(long id, String title) {}

  @BodyLimit(bytes = 1000)
  public static void handler(LegacyRequest request, LegacyResponse response) {
    switch (request.method()) {
      case "GET" ->
          response.status(200).json(request.db().fetch("select * from note").into(Note.class));
      case "POST" -> {
        String title = request.body().path("title").asString("");
        if (title.isBlank()) {
          response.status(400).json(Map.of("error", "Title is required"));
          return;
        }
        response.status(201).json(insert(request.db(), title));
      }
      default -> {
        response.setHeader("Allow", "GET, POST");
        response.status(405).end("Method " + request.method() + " Not Allowed");
      }
    }
  }

  private static Note insert(DSLContext db, String title) {
    return db.fetchSingle("insert into note (title) values (?) returning *", title)
        .into(Note.class);
  }
}
