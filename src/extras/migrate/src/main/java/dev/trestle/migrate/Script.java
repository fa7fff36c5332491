package dev.trestle.migrate;

import dev.trestle.internal.sql.SqlLexeme;
import dev.trestle.migrate.internal.TransactionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.database.postgresql.PostgreSQLParser;

/** The statements of a file, as Flyway takes it apart. */
record Script(String file, List<Statement> statements) {
  /**
   * One of them.
   *
   * @param line where it begins, from 1
   * @param sql without its semicolon
   * @param bare without comments either
   * @param alone whether PostgreSQL runs it outside of transactions only
   */
  record Statement(int line, String sql, String bare, boolean alone) {}

  static Script parse(Configuration configuration, String file, String text) {
    List<Statement> statements = new ArrayList<>();
    PostgreSQLParser parser = new PostgreSQLParser(configuration, new ParsingContext());
    try (SqlStatementIterator parsed = parser.parse(new StringResource(text))) {
      for (SqlStatement next = parsed.next(); next != null; next = parsed.next()) {
        statements.add(statement(file, next));
      }
    } catch (FlywayException e) {
      throw new MigrationException(file + " cannot be read: " + Failures.firstLine(e) + ".", e);
    }
    return new Script(file, List.copyOf(statements));
  }

  private static Statement statement(String file, SqlStatement parsed) {
    int line = parsed.getLineNumber();
    try {
      String bare = SqlLexeme.withoutComments(parsed.getSql()).strip();
      return new Statement(line, parsed.getSql(), bare, !TransactionRule.allows(parsed, bare));
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          "%s, line %d, cannot be read: %s.".formatted(file, line, e.getMessage()), e);
    }
  }

  /**
   * The statement that is to run without a transaction.
   *
   * @return empty if there is none
   * @throws MigrationException if there is one, and others beside it: whatever ran before a failure
   *     could not be undone
   */
  Optional<Statement> alone() {
    Optional<Statement> alone = statements.stream().filter(Statement::alone).findFirst();
    if (alone.isPresent() && statements.size() > 1) {
      throw new MigrationException(
          "%s, line %d: \"%s\" cannot run in a transaction, so it is run alone, and this file has %d"
                  .formatted(
                      file,
                      alone.get().line(),
                      Failures.shortened(alone.get().sql()),
                      statements.size())
              + " statements. Split it: what comes before, this one, and what comes after, each in"
              + " a file of its own.",
          null);
    }
    return alone;
  }

  MigrationListener.Step step(int number) {
    int line = number <= statements.size() ? statements.get(number - 1).line() : 0;
    return new MigrationListener.Step(file, line, number, statements.size());
  }
}
