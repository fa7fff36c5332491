package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The description is the same, however many of the sources are compiled at once. */
class OpenApiIncrementalTest {
  private static final String PATH = "META-INF/trestle/app.openapi.json";

  private static final String MODEL =
      """
      package model;
      import java.util.Optional;
      /**
       * A user.
       *
       * @param name as it is spoken, e.g. {@code Ada}
       */
      public record User(String name, Optional<@Nullable String> nick) {
        @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
        public @interface Nullable {}
      }
      """;

  private static final String USERS =
      """
      package app.users._id;
      /** One of the users. */
      public final class Route {
        /**
         * Gives it.
         *
         * @param id which
         */
        public static model.User GET(int id) { return null; }
      }
      """;

  private static final String LIST =
      """
      package app.users;
      public final class Route {
        /** %s */
        public static java.util.List<model.User> GET() { return null; }
      }
      """;

  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void aRouteThatIsCompiledAloneLeavesTheOthersAsTheyWere() {
    compilation.compileApp(MODEL, USERS, LIST.formatted("All of them."));
    String first = compilation.resource(PATH);
    compilation.compile(LIST.formatted("Each of them."));

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.resource(PATH))
        .isEqualTo(first.replace("All of them", "Each of them"))
        .contains("\"summary\":\"Each of them\"", "\"summary\":\"Gives it\"", "\"A user.\"")
        .contains("\"examples\":[\"Ada\"]");
  }

  @Test
  void aTypeThatChangedIsDescribedAsItIsNow() {
    compilation.compileApp(MODEL, USERS, LIST.formatted("All of them."));
    compilation.compile(
        MODEL.replace("A user.", "Somebody.").replace("String name", "long name"),
        LIST.formatted("All of them."));

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.resource(PATH))
        .contains("\"description\":\"Somebody.\"", "\"name\":{\"type\":\"integer\"")
        .contains("/users/{id}");
  }

  @Test
  void aRouteThatIsGoneIsNotDescribedAnyMore() throws Exception {
    compilation.compileApp(MODEL, USERS, LIST.formatted("All of them."));
    compilation.delete("app.users._id.Route");
    compilation.compile(LIST.formatted("All of them."));

    assertThat(Described.by(compilation).names("/paths")).containsExactly("/users");
  }

  @Test
  void theSameSourcesGiveTheSameBytes() {
    compilation.compileApp(MODEL, USERS, LIST.formatted("All of them."));
    String first = compilation.resource(PATH);
    compilation.fresh().compileApp(LIST.formatted("All of them."), USERS, MODEL);

    assertThat(compilation.resource(PATH)).isEqualTo(first);
  }
}
