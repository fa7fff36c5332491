package ${package};

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole service over a database of its own, as clients see it, without a socket. */
class BooksTest {
  @RegisterExtension
  static final TestApp app =
      TestApp.of(
          TestDatabase.migrated("filesystem:db/migrations").seeded("filesystem:db/seed"),
          Main::service);

  @Test
  void aBookThatWasAddedIsFound() {
    String location =
        app.call(POST, "/api/books", Map.of("title", "Villette", "year", 1853))
            .expect(201)
            .header("Location")
            .orElseThrow();

    app.call(GET, location).expectJson("/title", "Villette").expectStatements(1);
    assertThat(app.call(GET, "/api/books").text()).contains("Emma", "Villette");
  }

  @Test
  void whatCannotBeABookIsRefused() {
    app.call(POST, "/api/books", Map.of("title", "Emma", "year", 1815))
        .expectError(409, "Title already exists");
    app.call(POST, "/api/books", Map.of("title", " ", "year", 1815)).expect(400);
  }

  @Test
  void whatIsNotThereOrNoIdIsSaid() {
    app.call(GET, "/api/books/999").expectError(404, "Book not found");
    app.call(GET, "/api/books/x").expect(400);
  }
}
