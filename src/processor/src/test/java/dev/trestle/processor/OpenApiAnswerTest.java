package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a function answers, in the description of the API. */
class OpenApiAnswerTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void aRecordIsAComponentWithWhatItsCommentSays() {
    Described api =
        Described.by(
            compilation,
            """
            package app.a;
            import com.fasterxml.jackson.annotation.*;
            import java.time.*;
            import java.util.*;
            public final class Route {
              @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
              @interface Nullable {}
              enum Kind { @JsonProperty("small") SMALL, LARGE }
              /**
               * A person.
               *
               * @param name as it is spoken, e.g. {@code Ada}
               * @param age in years, e.g. {@code many}
               */
              record Person(
                  UUID id, String name, @Nullable String nick, Optional<Integer> age, Kind kind,
                  @JsonProperty("born_on") LocalDate born, @JsonIgnore String secret,
                  @JsonInclude(JsonInclude.Include.NON_NULL) String left, byte[] photo,
                  Map<String, Long> counts, List<Person> children, Optional<Kind> other) {}
              public static Optional<Person> GET() { return Optional.empty(); }
            }
            """);

    assertThat(api.operation("/a", "get", "/responses/200"))
        .isEqualTo(
            "{'description':'OK','content':{'application/json':{'schema':"
                + "{'$ref':'#/components/schemas/Person'}}}}");
    assertThat(api.at("/components/schemas/Person/description")).isEqualTo("'A person.'");
    assertThat(api.at("/components/schemas/Person/properties"))
        .isEqualTo(
            "{'id':{'type':'string','format':'uuid'},"
                + "'name':{'type':'string','description':'as it is spoken, e.g. `Ada`',"
                + "'examples':['Ada']},"
                + "'nick':{'type':['string','null']},"
                + "'age':{'type':['integer','null'],'format':'int32',"
                + "'description':'in years, e.g. `many`'},"
                + "'kind':{'type':'string','enum':['small','LARGE']},"
                + "'born_on':{'type':'string','format':'date'},"
                + "'left':{'type':'string'},"
                + "'photo':{'type':'string','contentEncoding':'base64'},"
                + "'counts':{'type':'object','additionalProperties':"
                + "{'type':'integer','format':'int64'}},"
                + "'children':{'type':'array','items':{'$ref':'#/components/schemas/Person'}},"
                + "'other':{'type':['string','null'],'enum':['small','LARGE',null]}}");
    assertThat(api.at("/components/schemas/Person/required"))
        .isEqualTo(
            "['id','name','nick','age','kind','born_on','photo','counts','children','other']");
    assertThat(api.statuses("/a", "get")).containsExactly("200", "404", "500", "503");
  }

  @Test
  void whatIsSentAndReceivedIsTwoComponentsOnlyIfTheyDiffer() {
    Described api =
        Described.by(
            compilation,
            """
            package app.a;
            import java.util.*;
            public final class Route {
              record Same(int a) {}
              record Inner(Optional<String> b) {}
              record Outer(Inner inner, Same same) {}
              public static Outer POST(Outer outer) { return outer; }
            }
            """);

    assertThat(api.names("/components/schemas"))
        .containsExactly("Error", "Inner", "InnerInput", "Outer", "OuterInput", "Problem", "Same");
    assertThat(api.at("/components/schemas/Inner/required")).isEqualTo("['b']");
    assertThat(api.at("/components/schemas/InnerInput/required")).isEmpty();
    assertThat(api.at("/components/schemas/OuterInput/properties"))
        .isEqualTo(
            "{'inner':{'$ref':'#/components/schemas/InnerInput'},"
                + "'same':{'$ref':'#/components/schemas/Same'}}");
  }

  @Test
  void namesThatClashAreToldApartByTheirPackages() {
    String route =
        """
        package app.%s;
        public final class Route {
          record User(int a) {}
          record Error(int a) {}
          record Page<T>(T of) {}
          public static User GET() { return null; }
          public static Page<User> POST() { return null; }
          public static Error PUT() { return null; }
        }
        """;
    Described api =
        Described.by(compilation, route.formatted("users._id"), route.formatted("posts"));

    assertThat(api.names("/components/schemas"))
        .containsExactly(
            "Error",
            "IdError",
            "IdPageUser",
            "IdUser",
            "PostsError",
            "PostsPageUser",
            "PostsUser",
            "Problem");
    assertThat(api.at("/components/schemas/IdPageUser/properties/of"))
        .isEqualTo("{'$ref':'#/components/schemas/IdUser'}");
  }

  @Test
  void declaredAnswersAreBesideThoseOfTheSignature() {
    Described api =
        Described.by(
            compilation,
            """
            package app.a;
            import dev.trestle.*;
            public final class Route {
              record A(int a) {}
              record B(int b) {}
              @Answer(body = {A.class, B[].class}, description = "One or the others.")
              @Answer(status = 201, type = "text/csv;header=present")
              @Answer(status = 206, type = "image/*")
              @Answer(status = 304)
              @Answer(status = 402)
              @Answer(status = 409, description = "Sold out.")
              @Answer(status = 410, body = A.class)
              public static Response GET() { return null; }
              @Answer(type = "application/x-ndjson", body = A.class)
              public static Response POST() { return null; }
              public static Response PUT() { return null; }
              @Answer(description = "Both.")
              public static A PATCH() { return null; }
            }
            """);

    String get = "/responses/";
    assertThat(api.operation("/a", "get", get + "200"))
        .startsWith(
            "{'description':'One or the others.','content':{'application/json':{'schema':{'anyOf':["
                + "{'$ref':'#/components/schemas/A'},"
                + "{'type':'array','items':{'$ref':'#/components/schemas/B'}}]}}},");
    assertThat(api.operation("/a", "get", get + "201/content"))
        .isEqualTo("{'text/csv':{'schema':{'type':'string'}}}");
    assertThat(api.operation("/a", "get", get + "206/content")).isEqualTo("{'image/*':{}}");
    assertThat(api.operation("/a", "get", get + "304/content")).isEmpty();
    assertThat(api.operation("/a", "get", get + "402"))
        .isEqualTo("{'$ref':'#/components/responses/PaymentRequired'}");
    assertThat(api.operation("/a", "get", get + "409"))
        .startsWith(
            "{'description':'Sold out.','content':{'application/json':{'schema':"
                + "{'$ref':'#/components/schemas/Error'}}");
    assertThat(api.operation("/a", "get", get + "410/content"))
        .isEqualTo("{'application/json':{'schema':{'$ref':'#/components/schemas/A'}}}");
    assertThat(api.operation("/a", "post", "/responses/200/content"))
        .isEqualTo(
            "{'application/x-ndjson':{'schema':{'type':'string','contentMediaType':"
                + "'application/x-ndjson','contentSchema':{'$ref':'#/components/schemas/A'}}}}");
    assertThat(api.statuses("/a", "put")).containsExactly("500", "503", "default");
    assertThat(api.operation("/a", "patch", "/responses/200/description")).isEqualTo("'Both.'");
    assertThat(api.names("/components/responses"))
        .containsExactly("PaymentRequired", "InternalServerError", "ServiceUnavailable");
  }

  @Test
  void policiesAndTheDatabaseHaveTheirAnswers() {
    Described api =
        Described.by(
            compilation,
            """
            package app.a;
            import dev.trestle.policy.*;
            import org.jooq.DSLContext;
            @RateLimit(requests = 1, seconds = 1)
            public final class Route {
              @Cached(seconds = 1) public static int GET(DSLContext db) { return 1; }
              public static void DELETE(DSLContext db) {}
            }
            """);

    assertThat(api.statuses("/a", "get")).containsExactly("200", "304", "429", "500", "503");
    assertThat(api.statuses("/a", "delete"))
        .containsExactly("204", "409", "422", "429", "500", "503");
    assertThat(api.at("/components/responses/TooManyRequests/headers/Retry-After/schema"))
        .isEqualTo("{'type':'integer'}");
  }
}
