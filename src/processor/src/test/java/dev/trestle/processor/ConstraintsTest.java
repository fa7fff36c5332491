package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records whose components have constraints of Jakarta Validation. */
class ConstraintsTest {
  private static final String[] JAKARTA = {
    "package jakarta.validation;\npublic @interface Constraint {}",
    "package jakarta.validation;\nimport java.lang.annotation.*;\n"
        + "@Target({ElementType.TYPE_USE, ElementType.METHOD, ElementType.FIELD})\n"
        + "public @interface Valid {}",
    "package own;\nimport java.lang.annotation.*;\n@jakarta.validation.Constraint\n"
        + "@Target({ElementType.METHOD, ElementType.FIELD})\npublic @interface Even {}",
  };

  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void aRecordWithConstraintsIsCheckedWhereverItComesFrom() {
    compilation.compile(JAKARTA);
    compilation.compileApp(
        """
        package app.join;

        import dev.trestle.*;
        import jakarta.validation.Valid;
        import java.util.*;
        import own.Even;

        public final class Route {
          record Count(@Even int count) {}
          record Counts(List<@Valid Count> counts) {}
          record Plain(int count) {}
          public static void POST(@Form Count form, @Query Count query) {}
          public static void PUT(Counts body, @Query Plain plain) {}
          public static void PATCH(Plain body) {}
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.join.RouteBinding"))
        .contains("Route.POST(call.checked(postForm(call)), call.checked(postQuery(call)));")
        .contains(
            "Route.PUT(call.checked(call.body(app.join.Route.Counts.class)), putPlain(call));")
        .contains("Route.PATCH(call.body(app.join.Route.Plain.class));")
        .contains(".checking(app.join.Route.Count.class, app.join.Route.Counts.class);");
  }

  @Test
  void aConstraintThatNoCheckWouldReachIsRefused() {
    compilation.compile(JAKARTA);
    compilation.compileApp(
        """
        package app.join;

        import java.util.*;

        public final class Route {
          record Count(@own.Even int count) {}
          record Counts(
              @jakarta.validation.Valid Count first,
              List<Count> counts) {}
          public static void POST(Counts body) {}
        }
        """);

    assertThat(compilation.messages())
        .containsExactly(
            "9: 'counts' is a Count, whose constraints are checked only behind @Valid; write it"
                + " before the type.");
  }
}
