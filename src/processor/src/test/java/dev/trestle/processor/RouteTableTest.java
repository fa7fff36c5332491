package dev.trestle.processor;

import static dev.trestle.processor.Compilation.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of an application, and what of it stays from one compilation to the next. */
class RouteTableTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void theTableListsEveryRouteByItsUrlWhateverTheOrderOfTheSources() {
    String plain = "public final class Route { public static String GET() { return \"\"; } }";
    String[] sources = {
      "package app; " + plain.replace("public final", "\npublic final"),
      "package app.api.public_;\n" + plain,
      "package app.api.top_authors;\n" + plain,
      "package app.api.files.__path;\n" + plain,
      "package app.api.docs.___path;\n" + plain,
      "package app.api.u._userId.posts;\n" + plain,
      "package app.api.hello_json;\n" + plain,
      "package app.api.grp.inside;\n" + plain,
      "@dev.trestle.Segment(\"hello.json\")\npackage app.api.hello_json;\n",
      "@dev.trestle.Segment(\"\")\npackage app.api.grp;\n"
    };
    for (int i = 0; i < sources.length; i++) {
      sources[i] = sources[i].replace("package app; ", "package app;\n");
    }
    compilation.compileApp(sources);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.urls())
        .containsExactly(
            "/",
            "/api/docs/{path*}",
            "/api/files/{path+}",
            "/api/hello.json",
            "/api/inside",
            "/api/public",
            "/api/top-authors",
            "/api/u/{userId}/posts");
    assertThat(compilation.resource("META-INF/trestle/app.routes"))
        .contains("/api/u/{userId}/posts\tGET\tapp.api.u._userId.posts.Route\n");

    String first = compilation.generated("app.Routes");
    Collections.reverse(Arrays.asList(sources));
    assertThat(compilation.compileApp(sources).messages()).isEmpty();
    assertThat(compilation.generated("app.Routes")).isEqualTo(first);
  }

  @Test
  void compilingSomeOfTheSourcesKeepsTheOtherRoutes() throws Exception {
    compilation.compileApp(route("app.a", "GET"), route("app.b._id", "GET"));

    compilation.compile(route("app.c", "GET"));
    assertThat(compilation.messages()).isEmpty();
    assertThat(verbs()).containsExactly("/a [GET]", "/b/{id} [GET]", "/c [GET]");

    compilation.compile(route("app.a", "POST"));
    assertThat(compilation.messages()).isEmpty();
    assertThat(verbs()).containsExactly("/a [POST]", "/b/{id} [GET]", "/c [GET]");

    compilation.delete("app.b._id.Route");
    compilation.compileApp();
    assertThat(compilation.messages()).isEmpty();
    assertThat(verbs()).containsExactly("/a [POST]", "/c [GET]");

    compilation.compile("@dev.trestle.Segment(\"a.json\")\npackage app.a;\n");
    assertThat(compilation.messages()).isEmpty();
    assertThat(verbs()).containsExactly("/a.json [POST]", "/c [GET]");

    compilation.compile(route("app.b._slug", "GET"));
    assertThat(compilation.messages()).isEmpty();
    compilation.compile(route("app.b._id", "GET"));
    assertThat(compilation.messages()).anyMatch(m -> m.contains("give it one name"));
  }

  private List<String> verbs() {
    return compilation.table("app.Routes").routes().stream()
        .map(route -> route.template() + " " + route.handlers().keySet())
        .toList();
  }

  @Test
  void theTableNeedsNoReflectionToBeUsed() {
    compilation.compileApp(route("app.api.users._id"));

    assertThat(compilation.generated("app.Routes"))
        .contains("app.api.users._id.RouteBinding.at(\"/api/users/{id}\")")
        .doesNotContain("reflect");
    assertThat(Optional.of(compilation.table("app.Routes").routes().getFirst().source()))
        .contains("app.api.users._id.Route");
  }

  @Test
  void aRouteOutsideAnyRootIsSomebodyElsesClass() {
    compilation.compile("package other;\npublic interface Route { void get(); }");

    assertThat(compilation.messages()).isEmpty();
  }

  @Test
  void aRootWithoutRoutesHasAnEmptyTable() {
    compilation.compileApp();

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.table("app.Routes").routes()).isEmpty();
  }
}
