package dev.trestle.dev;

import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.migrate.Migrations;
import dev.trestle.schema.DatabaseSchema;
import java.nio.file.Path;

/** What the migrations make of an empty database, on an embedded server that goes at once. */
final class MigratedSchema {
  private MigratedSchema() {}

  static DatabaseSchema of(Path migrations) {
    try (EmbeddedServer server = EmbeddedServer.temporary()) {
      Migrations.of(server.url(), "filesystem:" + migrations.toAbsolutePath()).apply();
      return DatabaseSchema.read(server.url());
    }
  }
}
