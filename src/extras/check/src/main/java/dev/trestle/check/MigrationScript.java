package dev.trestle.check;

import dev.trestle.internal.sql.SqlLexeme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.database.postgresql.PostgreSQLParser;

/**
 * A migration file, split by Flyway's parser, so into the statements that a migration runs.
 *
 * @param file as people wrote its path
 * @param statements in their order
 * @param misplaced comments that allow something, but stand before no statement
 */
record MigrationScript(Path file, List<ScriptStatement> statements, List<Allow> misplaced) {

  static MigrationScript read(Path file) {
    try {
      return parse(file, Files.readString(file));
    } catch (IOException e) {
      throw new CheckException(file + " cannot be read; correct its rights.", e);
    } catch (FlywayException | IllegalArgumentException e) {
      throw new CheckException(
          file + " cannot be split into statements: " + e.getMessage().lines().findFirst().get(),
          e);
    }
  }

  static MigrationScript parse(Path file, String text) {
    List<ScriptStatement> statements = new ArrayList<>();
    Set<Integer> placed = new HashSet<>();
    try (SqlStatementIterator parsed = parser().parse(new StringResource(text))) {
      while (parsed.hasNext()) {
        ScriptStatement statement = statement(parsed.next());
        statement.allows().forEach(allow -> placed.add(allow.line()));
        statements.add(statement);
      }
    }
    List<Allow> misplaced = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (Allow.isOne(lines.get(i)) && !placed.contains(i + 1)) {
        misplaced.add(Allow.parse(i + 1, lines.get(i)));
      }
    }
    return new MigrationScript(file, List.copyOf(statements), List.copyOf(misplaced));
  }

  private static ScriptStatement statement(SqlStatement parsed) {
    String text = parsed.getSql();
    String bare = bare(parsed);
    int start = begin(text);
    List<String> before = text.substring(0, start).lines().toList();
    int first =
        parsed.getLineNumber()
            - (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    List<Allow> allows = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (Allow.isOne(before.get(i))) {
        allows.add(Allow.parse(first + i, before.get(i)));
      }
    }
    return new ScriptStatement(
        parsed, parsed.getLineNumber(), text.substring(start), bare, List.copyOf(allows));
  }

  /** Flyway takes a comment without an end for one that ends with the file; PostgreSQL does not. */
  private static String bare(SqlStatement parsed) {
    try {
      return SqlLexeme.withoutComments(parsed.getSql()).strip();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line %d: %s".formatted(parsed.getLineNumber(), e.getMessage()), e);
    }
  }

  /** Where its first word is, after white space and comments. */
  private static int begin(String sql) {
    int at = 0;
    while (at < sql.length()
        && (Character.isWhitespace(sql.charAt(at)) || SqlLexeme.isComment(sql, at))) {
      at = SqlLexeme.end(sql, at);
    }
    return at;
  }

  /** One statement cannot be in a transaction, and is not the only one. */
  boolean isMixed() {
    return statements.size() > 1
        && statements.stream().anyMatch(statement -> !statement.inTransaction());
  }

  private static PostgreSQLParser parser() {
    ClassicConfiguration configuration = new ClassicConfiguration();
    configuration.setPlaceholderReplacement(false);
    return new PostgreSQLParser(configuration, new ParsingContext());
  }
}
