package dev.trestle.service.app.api.export.posts;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;

import dev.trestle.Answer;
import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared0;
import dev.trestle.service.model.Post;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** {@code /api/export/posts} */
public final class Route {
  private static final int BATCH = 250;

  private Route() {}

  /**
   * How to write them.
   *
   * @param format {@code ndjson} or {@code csv}, e.g. {@code csv}; unless said, what {@code Accept}
   *     asks for
   */
  record Export(Optional<String> format) {}

  private static final Prepared0<Post> ALL =
      prepare(() -> Post.select().orderBy(POSTS.CREATED_AT, POSTS.ID)).as(mapping(Post::new));

  /** All posts, oldest first, in little memory; no slow reader holds a connection. */
  @Answer(
      type = "application/x-ndjson",
      body = Post.class,
      headers = {"Content-Disposition", "Vary"})
  @Answer(type = "text/csv")
  public static Response GET(DSLContext db, Request request, Export export) {
    boolean csv = request.header("Accept").orElse("").contains("text/csv");
    return switch (export.format().orElse(csv ? "csv" : "ndjson")) {
      case "ndjson" -> file("posts.ndjson", Response.lines(db, ALL.with()));
      case "csv" -> file("posts.csv", csv(db, ALL.with()));
      default -> throw HttpError.badRequest("Invalid format: must be ndjson or csv");
    };
  }

  private static Response csv(DSLContext db, BoundQuery<Post> posts) {
    return Response.stream(
        "text/csv;charset=UTF-8;header=present",
        out -> {
          Csv csv = new Csv(out);
          csv.row("id", "title", "content", "published", "authorId", "createdAt");
          for (List<Post> some : posts.batches(db, BATCH)) {
            some.forEach(it ->
                csv.row(
                    it.id(),
                    it.title(),
                    it.content(),
                    it.published(),
                    it.authorId(),
                    it.createdAt().toInstant()));
            csv.send();
          }
          csv.send();
        });
  }

  private static Response file(String name, Response response) {
    return response
        .withHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .withHeader("Vary", "Accept");
  }
}
