package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Migrations of one test, checked on a server that all classes share. */
final class Checked implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  /** The tables that most rules are tried on. */
  static final String BLOG =
      """
      create table users (
        id int primary key, email text not null unique, name text, age int, state varchar(10));
      create table posts (
        id int primary key, author int not null references users (id), title text not null);
      create index posts_author_idx on posts (author);
      """;

  private DatabaseUrl server;
  private Path folder;
  private final List<String> before = new ArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Checked.class))
            .computeIfAbsent(
                EmbeddedServer.class, key -> EmbeddedServer.temporary(), EmbeddedServer.class)
            .url();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("checked");
    before.clear();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    deleteFiles();
    Files.delete(folder);
  }

  private void deleteFiles() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DatabaseUrl server() {
    return server;
  }

  Path folder() {
    return folder;
  }

  /** What is there already. */
  Checked applied(String sql) {
    before.add(sql);
    return this;
  }

  /** A check of these files, which come after those that are applied. */
  MigrationCheck pending(String... sql) {
    deleteFiles();
    List<String> all = new ArrayList<>(before);
    all.addAll(List.of(sql));
    for (int i = 0; i < all.size(); i++) {
      write("V" + (i + 1) + "__file.sql", all.get(i));
    }
    return MigrationCheck.of(server, folder).from(String.valueOf(before.size()));
  }

  /** The report on these files. */
  CheckReport run(String... sql) {
    return pending(sql).run();
  }

  /** Rules of the dangers in these files, in order. */
  List<Rule> dangers(String... sql) {
    return run(sql).dangers().stream().map(Finding::rule).toList();
  }

  /** The only danger in these files. */
  Finding danger(String... sql) {
    List<Finding> dangers = run(sql).dangers();
    assertThat(dangers).hasSize(1);
    return dangers.getFirst();
  }

  /** Rules of the notes in these files, in order; there must be no dangers. */
  List<Rule> notes(String... sql) {
    CheckReport report = run(sql);
    assertThat(report.dangers()).isEmpty();
    return report.findings().stream().map(Finding::rule).toList();
  }

  void write(String name, String sql) {
    try {
      Files.writeString(folder.resolve(name), sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
