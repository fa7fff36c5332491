package dev.trestle.processor;

import static dev.trestle.processor.ClientSourceFiles.OPTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written for the callers of an application in another JVM. */
class ClientTest {
  private static final String HELLO =
      """
      package app.hello;
      /** {@code /hello} */
      public final class Route {
        record Greeting(String message) {}
        private Route() {}
        /** Greets whoever asks; see {@link app.Secret#key the key}. */
        public static Greeting GET() { return new Greeting("Hello"); }
      }
      """;

  private static final String USERS =
      """
      package app.users._id;
      import dev.trestle.Default;
      import java.util.Optional;
      import java.util.UUID;
      public final class Route {
        private Route() {}
        /** Which part. */
        record Part(@Default("10") int limit, Optional<String> after) {}
        /**
         * Some of a user.
         *
         * @param id the user
         */
        public static Optional<app.User> GET(UUID id, Part part) { return Optional.empty(); }
        public static void PATCH(UUID id, app.User.Changes changes) {}
      }
      """;

  private static final String USER =
      """
      package app;
      import dev.trestle.Change;
      /**
       * A user.
       *
       * @param name may be null
       */
      public record User(String name, Role role) {
        /** What a user may do. */
        public enum Role { /** Reads. */ READER, WRITER }
        public record Changes(Change<String> name) {}
      }
      """;

  @RegisterExtension final Compilation compilation = new Compilation();

  private ClientSourceFiles client(String... sources) {
    assertThat(compilation.with(OPTION).compileApp(sources).messages()).isEmpty();
    return new ClientSourceFiles(compilation);
  }

  @Test
  void aRouteIsAnInterfaceAndTheClassBehindIt() {
    assertThat(client(HELLO).of("HelloClient"))
        .isEqualTo(
            """
            package shop.client;

            import dev.trestle.client.Client;
            import dev.trestle.client.ClientException;
            import java.io.UncheckedIOException;
            import java.util.Objects;
            import java.util.function.UnaryOperator;
            import javax.annotation.processing.Generated;
            import tools.jackson.core.type.TypeReference;

            /** {@code /hello} */
            @Generated("dev.trestle.processor.RouteProcessor")
            public interface HelloClient {
              /**
               * Of a service.
               *
               * @param client where it is, and how it is asked
               * @return for any number of threads
               */
              static HelloClient over(Client client) {
                return new HelloCalls(client);
              }

              /**
               * The same, asked in another way: {@code with(client -> client.withHeader(…))}.
               *
               * @param change of the client
               * @return a new one
               */
              HelloClient with(UnaryOperator<Client> change);

              /**
               * Greets whoever asks; see the key.
               *
               * <p>{@code GET /hello}
               *
               * @return what is answered
               * @throws ClientException for any answer that is no success
               * @throws UncheckedIOException if the service cannot be reached, or is not in time
               */
              Greeting get();

              /** The service's {@code Greeting}. */
              record Greeting(String message) {}
            }

            final class HelloCalls implements HelloClient {
              private final Client client;

              HelloCalls(Client client) {
                this.client = Objects.requireNonNull(client, "client");
              }

              @Override
              public HelloClient with(UnaryOperator<Client> change) {
                return new HelloCalls(change.apply(client));
              }

              @Override
              public Greeting get() {
                return this.client
                    .call("GET", "/hello")
                    .json(new TypeReference<Greeting>() {});
              }
            }
            """);
  }

  @Test
  void aRecordOfSeveralRoutesHasAFileAndKeepsWhatIsInIt() {
    assertThat(client(USERS, USER).of("User"))
        .isEqualTo(
            """
            package shop.client;

            import dev.trestle.client.Change;

            /**
             * A user.
             *
             * @param name may be null
             */
            public record User(String name, Role role) {
              /** The service's {@code Changes}. */
              public record Changes(Change<String> name) {
                /**
                 * Without what may be left out.
                 *
                 * @return to be sent, or to be filled
                 */
                public static Changes of() {
                  return new Changes(Change.none());
                }

                /**
                 * The same with this {@code name}.
                 *
                 * @param name see above
                 * @return a new one
                 */
                public Changes name(String name) {
                  return new Changes(Change.to(name));
                }
              }

              /** What a user may do. */
              public enum Role {
                /** Reads. */
                READER,
                WRITER
              }
            }
            """);
  }

  @Test
  void aRecordThatKeepsItsValuesOutOfLogsDoesSoInTheClient() throws IOException {
    String login =
        """
        package app.login;
        public final class Route {
          record Login(String password) {
            @Override public String toString() { return "Login"; }
          }
          private Route() {}
          public static void POST(Login login) {}
        }
        """;

    ClientSourceFiles client = client(login);

    assertThat(client.of("LoginClient")).contains("return \"Login\";");
    assertThat(client.compiled()).isEmpty();
    assertThat(compilation.compile(HELLO).messages()).isEmpty();
    assertThat(client.of("LoginClient")).contains("return \"Login\";");
  }

  @Test
  void whatMayBeLeftOutOfAQueryStringIsOptional() {
    assertThat(client(USERS, USER).of("UsersIdClient"))
        .contains("Optional<User> get(UUID id, Part part);")
        .contains("@param id the user")
        .contains("default Optional<User> get(UUID id) {\n    return get(id, Part.of());")
        .contains("record Part(Optional<Integer> limit, Optional<String> after) {")
        .contains("public Part limit(int limit) {")
        .contains("void patch(UUID id, User.Changes changes);");
  }

  @Test
  void theClientCompilesWithoutTheServer() throws IOException {
    assertThat(client(HELLO, USERS, USER).compiled()).isEmpty();
  }

  @Test
  void theOrderOfTheSourcesChangesNothing() {
    Map<String, String> one = client(HELLO, USERS, USER).all();
    compilation.fresh();

    assertThat(client(USER, USERS, HELLO).all()).isEqualTo(one).hasSize(3);
  }

  @Test
  void aRouteThatIsNotCompiledAgainKeepsItsClientToTheLetter() {
    Map<String, String> before = client(HELLO, USERS, USER).all();

    assertThat(compilation.compile(HELLO.replace("Greets", "Welcomes")).messages()).isEmpty();

    Map<String, String> after = new ClientSourceFiles(compilation).all();
    assertThat(after.get("HelloClient")).contains("Welcomes whoever asks");
    assertThat(after).containsKeys("HelloClient", "User", "UsersIdClient").hasSize(3);
    assertThat(after.get("User")).isEqualTo(before.get("User"));
    assertThat(after.get("UsersIdClient")).isEqualTo(before.get("UsersIdClient"));
  }

  @Test
  void whatOnlyADeletedRouteNeededIsDeletedWithItsClient() throws IOException {
    client(HELLO, USERS, USER);
    compilation.delete("app.users._id.Route");

    assertThat(compilation.compile(HELLO).messages()).isEmpty();

    assertThat(new ClientSourceFiles(compilation).all()).containsOnlyKeys("HelloClient");
  }

  @Test
  void nothingIsWrittenUnlessItIsAskedFor() {
    assertThat(compilation.compileApp(HELLO).messages()).isEmpty();

    assertThat(new ClientSourceFiles(compilation).all()).isEmpty();
  }

  @Test
  void aPackageThatIsNoneIsReported() {
    assertThat(compilation.with("-Atrestle.client=shop/client").compileApp(HELLO).messages())
        .singleElement()
        .asString()
        .endsWith("-Atrestle.client=shop/client is no package, like com.example.shop.client.");
  }

  @Test
  void wrongUseDoesNotCompile() throws IOException {
    ClientSourceFiles client = client(HELLO, USERS, USER);
    Path caller = Files.createTempDirectory("caller").resolve("Caller.java");
    Files.writeString(
        caller,
        """
        package shop;
        import dev.trestle.client.Client;
        import shop.client.*;
        class Caller {
          Object textForAnId(Client c) { return UsersIdClient.over(c).get("7"); }
          Object noSuchVerb(Client c) { return HelloClient.over(c).post(); }
          Object noSuchComponent(User user) { return user.mail(); }
          Object textForANumber() { return UsersIdClient.Part.of().limit("2"); }
          String anotherAnswer(Client c) { return HelloClient.over(c).get(); }
        }
        """);

    assertThat(client.compiled(caller))
        .hasSize(5)
        .anySatisfy(m -> assertThat(m).contains("String cannot be converted to java.util.UUID"))
        .anySatisfy(m -> assertThat(m).contains("cannot find symbol"))
        .anySatisfy(m -> assertThat(m).contains("java.lang.String cannot be converted to int"))
        .anySatisfy(
            m -> assertThat(m).contains("Greeting cannot be converted to java.lang.String"));
  }
}
