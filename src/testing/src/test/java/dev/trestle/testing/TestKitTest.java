package dev.trestle.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestKitTest {
  @RegisterExtension
  static final TestDatabase other = TestDatabase.migrated("classpath:db/migration");

  @RegisterExtension
  static final TestDatabase seeded =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  @RegisterExtension
  static final TestApp app =
      TestApp.of(
          seeded,
          () ->
              Trestle.of(() ->
                  List.of(
                      RouteDefinition.at("/things", "Things")
                          .on(
                              Verb.GET,
                              call ->
                                  Response.json(
                                      call.db().fetchValue("select count(*) from things")))
                          .on(Verb.POST, call -> Response.text(call.request().text())))));

  @BeforeEach
  void forget() {
    app.statements().clear();
  }

  @Test
  void theApplicationAnswersFromItsOwnSeededDatabase() {
    app.call(Verb.GET, "/things").expectText("1");
    app.call(Verb.POST, "/things", "{}").expectText("{}");
    app.call(Verb.DELETE, "/things").expect(405);
  }

  @Test
  void everyStatementIsWrittenDown() {
    app.call(Verb.GET, "/things");
    app.call(Verb.GET, "/things");

    assertThat(app.statements().statements())
        .containsExactly("select count(*) from things", "select count(*) from things");
  }

  @Test
  void aDatabaseRegisteredBesideItsApplicationIsTheSame() {
    assertThat(app.db().fetchValue("select current_database()")).isEqualTo(seeded.url().database());
  }

  @Test
  void databasesOfOneTemplateAreApart() {
    assertThat(other.url().database())
        .isNotEqualTo(app.db().fetchValue("select current_database()"));
  }

  @Test
  void anUnknownKindOfServerIsRefused() {
    assertThatThrownBy(() -> TestServer.start(Map.of("TEST_DATABASE", "h2")))
        .hasMessage("TEST_DATABASE is 'h2'; set it to embedded, pgbouncer or testcontainers.");
  }

  @Test
  void anUnregisteredDatabaseSaysHowToRegisterIt() {
    assertThatThrownBy(() -> TestDatabase.migrated("classpath:x").url())
        .hasMessageContaining("register it, or its TestApp");
  }
}
