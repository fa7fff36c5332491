package dev.trestle.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.migrate.Migrations;
import dev.trestle.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrateTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  @Test
  void aMigrationIsAppliedOnce() throws SQLException {
    Migrations migrations =
        Migrations.of(database.url(), "classpath:db/migration", "classpath:guide/migration");

    migrations.apply();
    migrations.apply();

    try (Connection connection =
            DriverManager.getConnection(
                database.url().jdbcUrl(), database.url().user(), database.url().password());
        ResultSet columns = connection.getMetaData().getColumns(null, "public", "users", "phone")) {
      assertThat(columns.next()).isTrue();
    }
  }
}
