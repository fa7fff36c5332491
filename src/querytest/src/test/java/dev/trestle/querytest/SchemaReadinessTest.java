package dev.trestle.querytest;

import static dev.trestle.querytest.db.Public.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jooq.Record;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.TableOptions;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.SchemaImpl;
import org.jooq.impl.TableImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** A service whose classes were generated from a schema that its database does not have yet. */
@Timeout(60)
class SchemaReadinessTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  private final HttpClient client = HttpClient.newHttpClient();
  private final CapturedLog log = new CapturedLog();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean down;
  private Connection owner;

  @BeforeEach
  void connect() throws SQLException {
    DatabaseUrl url = database.url();
    owner = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
  }

  @AfterEach
  void disconnect() throws SQLException {
    owner.close();
    log.close();
  }

  @Test
  void aNewerSchemaIsReadyAndNotAskedAgain() throws Exception {
    change("alter table people add newer int", "create table newer (id int)");
    try (Trestle app = start(PUBLIC)) {
      assertThat(ready(app)).isEqualTo("200 ready");
      int once = asked.get();
      assertThat(once).isEqualTo(1);

      change("alter table people rename name to full_name");
      assertThat(ready(app)).isEqualTo("200 ready");
      assertThat(asked).hasValue(once);
      assertThat(warnings()).isEmpty();
    } finally {
      change(
          "alter table people rename full_name to name",
          "alter table people drop newer",
          "drop table newer");
    }
  }

  @Test
  void whatIsMissingIsNamedAndLoggedOnceUntilAMigrationBringsIt() throws Exception {
    String sentence =
        "The database has no column people.name; apply the migrations that this was built from";
    change("alter table people rename name to full_name");
    try (Trestle app = start(PUBLIC)) {
      assertThat(ready(app)).isEqualTo("503 " + sentence);

      change("alter table people rename full_name to name");
      // Until then the last answer is given again.
      String answer = ready(app);
      while (!answer.equals("200 ready")) {
        assertThat(answer).isEqualTo("503 " + sentence);
        answer = ready(app);
      }
      assertThat(warnings()).containsExactly(sentence);
    }
  }

  @Test
  void ofAMissingTableNoColumnIsNamed() throws Exception {
    change("alter table beds rename to cots", "alter table people rename name to full_name");
    try (Trestle app = start(PUBLIC)) {
      assertThat(ready(app))
          .isEqualTo(
              "503 The database has no table beds, and one more is missing;"
                  + " apply the migrations that this was built from");
    } finally {
      change("alter table cots rename to beds", "alter table people rename full_name to name");
    }
  }

  @Test
  void withoutARouteItIsLogged() throws Exception {
    change("alter table people rename name to full_name");
    try (Trestle app = Trestle.of(List::of).database(watched()).schema(PUBLIC).port(0).start()) {
      while (warnings().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(warnings()).singleElement().asString().contains("no column people.name;");
      assertThat(app.port()).isPositive();
    } finally {
      change("alter table people rename full_name to name");
    }
  }

  @Test
  void aDatabaseThatCannotBeAskedIsNotReadyUntilItCan() throws Exception {
    down = true;
    try (Trestle app = start(PUBLIC)) {
      assertThat(ready(app))
          .isEqualTo("503 The database could not be asked whether its schema is new enough");

      down = false;
      while (!ready(app).equals("200 ready")) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void namesAreTakenAsTheyAreAndFunctionsAreNoTables() throws Exception {
    Schema odd =
        new SchemaImpl("public", null) {
          @Override
          public List<Table<?>> getTables() {
            return List.of(
                new OneColumn("Odd \"table\"", TableOptions.table()),
                new OneColumn("a_function", TableOptions.function()));
          }
        };
    change("create table \"Odd \"\"table\"\"\" (\"A Column\" int)");
    try (Trestle app = start(odd)) {
      assertThat(ready(app)).isEqualTo("200 ready");
    } finally {
      change("drop table \"Odd \"\"table\"\"\"");
    }
  }

  private static final class OneColumn extends TableImpl<Record> {
    OneColumn(String name, TableOptions options) {
      super(DSL.name(name), null, null, null, DSL.comment(""), options);
      createField(DSL.name("A Column"), SQLDataType.INTEGER, this);
    }
  }

  private Trestle start(Schema schema) {
    TrestleBuilder builder = Trestle.of(List::of).database(watched()).schema(schema).port(0);
    return builder.readiness("/readyz", Duration.ZERO).start();
  }

  private DataSource watched() {
    PGSimpleDataSource source =
        new PGSimpleDataSource() {
          @Override
          public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            if (down) {
              throw new SQLException("down", "08001");
            }
            return super.getConnection();
          }
        };
    source.setUrl(database.url().jdbcUrl());
    source.setUser(database.url().user());
    source.setPassword(database.url().password());
    return source;
  }

  private String ready(Trestle app) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(app.url() + "/readyz")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    return answer.statusCode() + " " + answer.body();
  }

  private List<String> warnings() {
    return log.lines("WARN dev.trestle - ");
  }

  private void change(String... statements) throws SQLException {
    for (String sql : statements) {
      owner.createStatement().execute(sql);
    }
  }
}
