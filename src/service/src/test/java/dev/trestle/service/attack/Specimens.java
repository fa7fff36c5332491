package dev.trestle.service.attack;

import dev.trestle.Verb;
import dev.trestle.service.app.Routes;
import dev.trestle.spi.RouteDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A request for each function of the service. */
final class Specimens {
  /** In what must not be told: passwords, tokens and keys. */
  static final String SECRET = "hunter2hunter2";

  /** Whom the requests are about; nobody else is to be touched. */
  static final String ABOUT = "00000000-0000-4000-8000-0000000000aa";

  static final String OTHER = "00000000-0000-4000-8000-0000000000bb";
  static final String POST = "00000000-0000-4000-9000-0000000000aa";

  private static final String USER_JSON = "{\"email\":§\"NEW@example.org\"§,\"name\":§\"Ada\"§}";
  private static final String POST_JSON =
      "{\"title\":§\"T\"§,\"content\":§\"C\"§,\"published\":§true§,\"authorId\":§\""
          + ABOUT
          + "\"§}";
  private static final String UPLOAD =
      "--b\r\nContent-Disposition: form-data; name=\"§file§\"; filename=\"§a.txt§\"\r\n"
          + "Content-Type: §text/plain§\r\n\r\n§Hello§\r\n--b--\r\n";

  private Specimens() {}

  static List<Specimen> all() {
    List<Specimen> all = new ArrayList<>();
    Stream.of("hello", "stats/top-authors", "config-example", "public", "data", "protected")
        .map(name -> Specimen.of("GET /api/" + name, "/api/" + name))
        .forEach(all::add);
    Stream.of("stream", "events")
        .map(name -> Specimen.of("GET /api/" + name, "/api/" + name))
        .forEach(all::add);
    Stream.of("logout", "config-example")
        .map(name -> Specimen.of("POST /api/" + name, "/api/" + name))
        .forEach(all::add);
    all.add(Specimen.of("POST /api/public", "/api/public").withJson("{\"message\":§\"hi\"§}"));
    all.addAll(users());
    all.addAll(posts());
    all.add(
        Specimen.of("GET /api/docs/{slug+}", "/api/docs/§a§/§b§").withQuery("§lang§=§en§&x=§1§"));
    all.add(
        Specimen.of(
            "GET /api/uploads/{name}", "/api/uploads/§00000000000000000000000000000000.txt§"));
    all.add(Specimen.of("POST /api/upload", "/api/upload").withMultipart(UPLOAD));
    all.add(
        Specimen.of("POST /api/signup", "/api/signup")
            .withJson(USER_JSON.replace("}", ",\"password\":§\"" + SECRET + "\"§}")));
    all.add(
        Specimen.of("POST /api/login", "/api/login")
            .withJson("{\"email\":§\"a@example.org\"§,\"password\":§\"" + SECRET + "\"§}"));
    all.add(
        Specimen.of("POST /api/transfer", "/api/transfer")
            .withJson(
                "{\"fromUserId\":§\"%s\"§,\"toUserId\":§\"%s\"§,\"amount\":§1§}"
                    .formatted(ABOUT, OTHER)));
    for (Verb verb : Verb.values()) {
      Specimen legacy = Specimen.of(verb + " /api/legacy", "/api/legacy").withQuery("name=§world§");
      all.add(verb == Verb.GET ? legacy : legacy.withJson("{\"name\":§\"world\"§}"));
    }
    return all;
  }

  private static List<Specimen> users() {
    Specimen one = Specimen.of("GET /api/users/{id}", "/api/users/§" + ABOUT + "§");
    return List.of(
        Specimen.of("GET /api/users", "/api/users").withQuery("limit=§5§"),
        Specimen.of("POST /api/users", "/api/users").withJson(USER_JSON),
        one.withQuery("fields=§id§"),
        as("PATCH", one).withJson(USER_JSON),
        as("PUT", one).withJson(USER_JSON),
        as("DELETE", one),
        Specimen.of("GET /api/users/{id}/posts", "/api/users/§" + ABOUT + "§/posts"));
  }

  private static List<Specimen> posts() {
    Specimen one = Specimen.of("GET /api/posts/{id}", "/api/posts/§" + POST + "§");
    return List.of(
        Specimen.of("GET /api/posts", "/api/posts").withQuery("page=§1§&limit=§5§"),
        Specimen.of("GET /api/posts", "/api/posts").withQuery("cursor=§§&limit=§5§"),
        Specimen.of("POST /api/posts", "/api/posts").withJson(POST_JSON),
        one.withQuery("fields=§id§"),
        as("PATCH", one).withJson("{\"title\":§\"T\"§,\"content\":§\"C\"§,\"published\":§true§}"),
        as("PUT", one).withJson(POST_JSON),
        as("DELETE", one),
        Specimen.of("GET /api/posts/search", "/api/posts/search")
            .withQuery("query=§a§&published=§true§"),
        Specimen.of("GET /api/posts/paginated", "/api/posts/paginated")
            .withQuery("page=§1§&limit=§5§"),
        Specimen.of("GET /api/export/posts", "/api/export/posts").withQuery("format=§csv§"));
  }

  private static Specimen as(String verb, Specimen get) {
    return new Specimen(
        verb + get.function().substring(3), get.path(), get.query(), get.type(), get.body());
  }

  /** Every function of the service's route table, as {@code GET /api/users/{id}}. */
  static List<String> functions() {
    return new Routes()
        .routes().stream()
            .flatMap(route -> route.handlers().keySet().stream().map(verb -> name(route, verb)))
            .toList();
  }

  private static String name(RouteDefinition route, Verb verb) {
    return verb + " " + route.template();
  }
}
