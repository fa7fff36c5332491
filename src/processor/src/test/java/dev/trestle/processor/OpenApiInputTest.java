package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a function takes, in the description of the API. */
class OpenApiInputTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void variablesAndTheQueryStringAreParameters() {
    Described api =
        Described.by(
            compilation,
            """
            package app.users._id;
            import dev.trestle.*;
            import java.util.*;
            /** {@code /users/{id}} */
            public final class Route {
              enum Order { NEWEST, OLDEST }
              /**
               * @param limit how many, e.g. {@code 20}
               * @param tag any of these
               */
              record Filter(
                  @Default("10") int limit, Optional<Order> order, List<String> tag, boolean all) {}
              /**
               * Finds one. It may be <em>anywhere</em>, see {@link List}.
               *
               * @param id whose it is, e.g. {@code 00000000-0000-4000-8000-00000000002a}
               */
              public static String GET(UUID id, Filter filter) { return ""; }
            }
            """);

    assertThat(api.operation("/users/{id}", "get", ""))
        .startsWith(
            "{'operationId':'getUsersById','tags':['users'],'summary':'Finds one',"
                + "'description':'It may be *anywhere*, see `List`.\\n\\n`/users/{id}`',");
    assertThat(api.operation("/users/{id}", "get", "/parameters"))
        .isEqualTo(
            "[{'name':'id','in':'path','required':true,"
                + "'description':'whose it is, e.g. `00000000-0000-4000-8000-00000000002a`',"
                + "'schema':{'type':'string','format':'uuid',"
                + "'examples':['00000000-0000-4000-8000-00000000002a']}},"
                + "{'name':'limit','in':'query','description':'how many, e.g. `20`',"
                + "'schema':{'type':'integer','format':'int32','default':10,'examples':[20]}},"
                + "{'name':'order','in':'query',"
                + "'schema':{'type':'string','enum':['NEWEST','OLDEST']}},"
                + "{'name':'tag','in':'query','description':'any of these',"
                + "'schema':{'type':'array','items':{'type':'string'}}},"
                + "{'name':'all','in':'query','required':true,'schema':{'type':'boolean'}}]");
    assertThat(api.statuses("/users/{id}", "get"))
        .containsExactly("200", "400", "404", "500", "503");
  }

  /** Jakarta Validation's, which the processor knows by their names. */
  private static String constraint(String name, String members) {
    return """
    package jakarta.validation.constraints;
    import java.lang.annotation.*;
    @jakarta.validation.Constraint
    @Target({ElementType.METHOD, ElementType.FIELD, ElementType.TYPE_USE})
    public @interface %s { %s }
    """
        .formatted(name, members);
  }

  @Test
  void aBodyHasTheLimitsOfItsAnnotations() {
    compilation.compile(
        "package jakarta.validation;\npublic @interface Constraint {}",
        "package jakarta.validation;\nimport java.lang.annotation.*;\n"
            + "@Target(ElementType.TYPE_USE)\npublic @interface Valid {}",
        constraint("NotBlank", ""),
        constraint("Email", ""),
        constraint("Positive", ""),
        constraint("Pattern", "String regexp();"),
        constraint("Size", "int min() default 0; int max() default Integer.MAX_VALUE;"),
        constraint("Min", "long value();"),
        constraint("DecimalMax", "String value(); boolean inclusive() default true;"));
    Described api =
        Described.by(
            compilation,
            """
            package app.a;
            import dev.trestle.Change;
            import jakarta.validation.Valid;
            import jakarta.validation.constraints.*;
            import java.math.BigDecimal;
            import java.util.*;
            public final class Route {
              record Item(@Positive int count, @DecimalMax("9.5") BigDecimal price) {}
              record Order(
                  @NotBlank @Size(max = 40) String name,
                  @Email String email,
                  @Pattern(regexp = "[a-z]+") Optional<String> code,
                  @Size(min = 1, max = 3) List<@Valid Item> items,
                  Change<@Min(1) Integer> rank) {}
              public static void POST(Order order) {}
            }
            """);

    assertThat(api.operation("/a", "post", "/requestBody"))
        .isEqualTo(
            "{'required':true,'content':{'application/json':{'schema':"
                + "{'$ref':'#/components/schemas/Order'}}}}");
    assertThat(api.at("/components/schemas/Order/properties"))
        .isEqualTo(
            "{'name':{'type':'string','minLength':1,'pattern':'\\\\S','maxLength':40},"
                + "'email':{'type':'string','format':'email'},"
                + "'code':{'type':['string','null'],'pattern':'^(?:[a-z]+)$'},"
                + "'items':{'type':'array','items':{'$ref':'#/components/schemas/Item'},"
                + "'minItems':1,'maxItems':3},"
                + "'rank':{'type':'integer','format':'int32','minimum':1}}");
    assertThat(api.at("/components/schemas/Order/required")).isEqualTo("['name','email','items']");
    assertThat(api.at("/components/schemas/Item/properties"))
        .isEqualTo(
            "{'count':{'type':'integer','format':'int32','exclusiveMinimum':0},"
                + "'price':{'type':'number','maximum':9.5}}");
    assertThat(api.statuses("/a", "post"))
        .containsExactly("204", "400", "408", "413", "415", "500", "503");
  }

  @Test
  void aFormIsWhatItsFieldsAreWithAndWithoutFiles() {
    Described api =
        Described.by(
            compilation,
            """
            package app.a;
            import dev.trestle.*;
            import java.util.*;
            public final class Route {
              record Signup(String email, Optional<Integer> age) {}
              record Photo(Upload file, List<Upload> more) {}
              public static void POST(@Form Signup form) {}
              public static void PUT(@Form Photo form) {}
              public static void PATCH(FormData form) {}
            }
            """);

    assertThat(api.names("/paths/~1a/post/requestBody/content"))
        .containsExactly("multipart/form-data", "application/x-www-form-urlencoded");
    assertThat(
            api.operation(
                "/a", "post", "/requestBody/content/application~1x-www-form-urlencoded/schema"))
        .isEqualTo(
            "{'type':'object','properties':{'email':{'type':'string'},"
                + "'age':{'type':'integer','format':'int32'}},'required':['email']}");
    assertThat(api.operation("/a", "put", "/requestBody/content"))
        .isEqualTo(
            "{'multipart/form-data':{'schema':{'type':'object','properties':{"
                + "'file':{'type':'string','format':'binary'},'more':{'type':'array',"
                + "'items':{'type':'string','format':'binary'}}},'required':['file']}}}");
    assertThat(api.names("/paths/~1a/patch/requestBody/content")).hasSize(2);
  }

  @Test
  void aCatchAllIsOneVariableAndMayBeLeftOutIfItsSegmentsMay() {
    Described api =
        Described.by(
            compilation,
            """
            package app.docs.___rest;
            public final class Route {
              public static String GET(java.util.List<String> rest) { return ""; }
            }
            """,
            Compilation.route("app.docs._page"),
            Compilation.route("app.files.__rest"));

    // One segment below /docs is the page's, and OpenAPI has no word for more.
    assertThat(api.names("/paths")).containsExactly("/docs", "/docs/{page}", "/files/{rest}");
    assertThat(api.operation("/docs", "get", "/parameters")).isEmpty();
    assertThat(api.operation("/files/{rest}", "get", "/parameters/0/description"))
        .isEqualTo("'One segment or more, with slashes between them.'");
  }

  @Test
  void whatMiddlewareReadsAndAnswersIsPartOfEachFunction() {
    Described api =
        Described.by(
            compilation,
            """
            package app;
            import dev.trestle.*;
            public final class Middleware {
              public record User(String name) {}
              public record Key(String key) {}
              @Answer(status = 401, description = "The key is not known.")
              public static User user(@Query Key key) { return new User(key.key()); }
            }
            """,
            """
            package app.a;
            public final class Route {
              public static String GET(app.Middleware.User user) { return user.name(); }
            }
            """);

    assertThat(api.operation("/a", "get", "/parameters"))
        .isEqualTo("[{'name':'key','in':'query','required':true,'schema':{'type':'string'}}]");
    assertThat(api.operation("/a", "get", "/responses/401/description"))
        .isEqualTo("'The key is not known.'");
    assertThat(api.statuses("/a", "get")).containsExactly("200", "400", "401", "500", "503");
  }
}
