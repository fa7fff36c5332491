package dev.trestle.dataproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import dev.trestle.Response;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
  private static final TestDatabase DATABASE = TestDatabase.migrated("classpath:dataproxy");
  private static final String NEXT_KEY = "another+key/of 32 characters, or more";
  private static final String BODY = "{\"query\":\"select 1\"}";

  @RegisterExtension
  static final Edge EDGE =
      Edge.over(DATABASE, it -> it.key(NEXT_KEY).origins("https://app.test").bodyLimit(4096));

  private static int status(Edge caller, String sql, String params) {
    return ask(caller, sql, params).statusCode();
  }

  private static HttpResponse<String> ask(Edge caller, String sql, String params) {
    return caller.ask("{\"query\":\"" + sql + "\",\"params\":" + params + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Neon-Connection-String | postgresql://u:0123456789abcdef0123456789abcdef@h/d | 200
          Neon-Connection-String | postgresql://u:another+key%2Fof%2032%20characters,%20or%20more@h/d | 200
          Authorization | Bearer 0123456789abcdef0123456789abcdef | 200
          Authorization | bearer another+key/of 32 characters, or more | 200
          Neon-Connection-String | postgresql://u:0123456789abcdef0123456789abcdeF@h/d | 401
          Neon-Connection-String | postgresql://u:0123456789abcdef0123456789abcdef0@h/d | 401
          Neon-Connection-String | postgresql://u:@h/d | 401
          Neon-Connection-String | postgresql://u:%zz@h/d | 401
          Neon-Connection-String | postgresql://h/d | 401
          Neon-Connection-String | : | 401
          Authorization | Bearer | 401
          Authorization | Basic 0123456789abcdef0123456789abcdef | 401
          X-Other | - | 401
          """)
  void whoHasOneOfTheKeysIsAnswered(String header, String value, int status) {
    HttpRequest.Builder request =
        EDGE.asking(BODY).header("Neon-Raw-Text-Output", "true").header(header, value);
    HttpResponse<String> answer = EDGE.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (status == 401) {
      assertThat(answer.body()).startsWith("{\"message\":\"").endsWith("\"code\":\"28P01\"}");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
  }

  @Test
  void pagesOfTheOriginsMayAsk() {
    HttpRequest.Builder preflight =
        HttpRequest.newBuilder(URI.create(EDGE.url() + "/sql"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", "https://app.test")
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "neon-connection-string");
    HttpResponse<String> answer = EDGE.send(preflight);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://app.test");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("Neon-Connection-String", "Neon-Batch-Deferrable", "Authorization");
    assertThat(EDGE.ask(BODY, "Origin", "https://other.test").headers().map())
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void aRequestThatIsTooLongIsRefused() {
    assertThat(EDGE.query("select '" + "x".repeat(5000) + "'").statusCode()).isEqualTo(413);
  }

  @Test
  void aKeyThatCouldBeGuessedIsRefused() {
    assertThatThrownBy(() -> DataProxy.over(DATABASE.url()).key("secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A key of the data proxy has 6 characters; it must have at least 32, as from: openssl"
                + " rand -hex 32");
  }

  @Test
  void aProxyThatCouldAnswerNobodyDoesNotOpen() {
    assertThatThrownBy(() -> DataProxy.over(DATABASE.url()).record(Edge.file()).open())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no key");
    assertThatThrownBy(() -> DataProxy.over(DATABASE.url()).key(Edge.KEY).open())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no statements");
  }

  @Test
  void onlyTheStatementsOfTheListRun() throws IOException {
    Path list = Edge.file();
    Files.writeString(list, "-- by title\nselect id\n  from notes where title = $1;\nselect 'a;b'");
    try (Edge caller = Edge.only(DATABASE, list)) {
      assertThat(
              status(
                  caller,
                  "/* any comment */ select id from notes\\n\\twhere title = $1 ;",
                  "[\"x\"]"))
          .isEqualTo(200);
      assertThat(status(caller, "select 'a;b'", "[]")).isEqualTo(200);
      HttpResponse<String> refused = ask(caller, "select id from notes where title = 'x'", "[]");
      assertThat(refused.statusCode()).isEqualTo(403);
      String fingerprint =
          Statement.split("select id from notes where title = 'x'").getFirst().fingerprint();
      assertThat(refused.body())
          .isEqualTo(
              "{\"message\":\"Statement "
                  + fingerprint
                  + " is not one that this data proxy"
                  + " runs\",\"code\":\"42501\"}");
      assertThat(status(caller, "select id from notes where title = $1 -- \\n or true", "[\"x\"]"))
          .isEqualTo(403);
    }
  }

  @Test
  void whatHasRunIsRecordedOnceForTheList() throws IOException {
    Path list = Edge.file();
    try (Edge caller = Edge.over(DATABASE, it -> it.record(list)).start()) {
      assertThat(status(caller, "select  $1::int -- one\\n + 1", "[1]")).isEqualTo(200);
      assertThat(status(caller, "select $1::int + 1", "[2]")).isEqualTo(200);
      assertThat(status(caller, "selekt 1", "[]")).isEqualTo(400);
    }
    String fingerprint = Statement.split("select $1::int + 1").getFirst().fingerprint();
    assertThat(list).hasContent("-- " + fingerprint + "\nselect $1::int + 1;\n");
    try (Edge caller = Edge.only(DATABASE, list)) {
      assertThat(status(caller, "select $1::int + 1", "[1]")).isEqualTo(200);
      assertThat(status(caller, "select 1", "[]")).isEqualTo(403);
    }
  }

  @Test
  void itAnswersBesideAnApplicationUnderAnotherRole() throws IOException {
    DatabaseUrl url = DATABASE.url();
    DatabaseUrl edge = Edge.role(DATABASE);
    String key = Edge.KEY;
    Path statements = Edge.file();
    Files.writeString(statements, "select current_user");
    RouteTable routes =
        () ->
            List.of(
                RouteDefinition.at("/who", "who")
                    .on(Verb.GET, call -> Response.json(call.db().fetchValue("select user"))));

    try (DataProxy proxy = DataProxy.over(edge).key(key).allow(statements).open();
        Trestle app = Trestle.of(routes).database(url).routes(proxy).port(0).start()) {
      assertThat(EDGE.get(app.url() + "/who").body()).isEqualTo("\"" + url.user() + "\"");
      assertThat(EDGE.askAt(app.url(), "{\"query\":\"select current_user\"}").body())
          .contains("[[\"trestle_edge\"]]");
      assertThatThrownBy(() -> Trestle.of(routes).routes(proxy).routes(proxy).start())
          .hasMessageContaining("Two routes answer at");
    }
  }

  @Test
  void aListThatCannotBeReadIsNamed() throws IOException {
    Path list = Edge.file();
    Files.writeString(list, "select 1;\nselect 'a");
    DataProxyBuilder builder = DataProxy.over(DATABASE.url()).key(Edge.KEY).allow(list);
    assertThatThrownBy(builder::open)
        .isInstanceOf(StartException.class)
        .hasMessage(list + ": The quote ' in line 2 of the SQL does not end.");
    Files.delete(list);
    assertThatThrownBy(builder::open)
        .isInstanceOf(StartException.class)
        .hasMessageContaining(list.toString());
  }
}
