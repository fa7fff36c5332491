package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationScriptTest {
  @Test
  void aFileIsSplitWhereAMigrationSplitsIt() {
    MigrationScript script =
        parse(
            """
            -- What it does; in words.
            create table t (a text default 'x;y'); /* two
            ; */ select 1;

            create function f() returns text language plpgsql as $body$
            begin
              return 'a;'; -- b;
            end
            $body$;
            create function g() returns int begin atomic select 1; select 2; end;
            select $$;$$
            """);

    assertThat(script.statements())
        .extracting(ScriptStatement::line)
        .containsExactly(2, 3, 5, 10, 11);
    assertThat(script.statements())
        .extracting(ScriptStatement::shown)
        .containsExactly(
            "create table t (a text default 'x;y')",
            "select 1",
            "create function f() returns text language plpgsql as $body$ begin return 'a;'; -- b;"
                + " end $body$",
            "create function g() returns int begin atomic select 1; select 2; end",
            "select $$;$$");
  }

  @Test
  void itIsKnownWhatCannotBeInATransaction() {
    assertThat(
            parse(
                    """
                    create index concurrently i on t (a);
                    drop index concurrently i;
                    reindex (verbose) table concurrently t;
                    vacuum full t;
                    alter table t detach partition t1 concurrently;
                    """)
                .statements())
        .noneMatch(ScriptStatement::inTransaction);
    assertThat(
            parse(
                    """
                    create index i on t (a); -- concurrently
                    alter type e add value 'concurrently';
                    reindex table t;
                    alter table t detach partition t1;
                    """)
                .statements())
        .allMatch(ScriptStatement::inTransaction);
  }

  @Test
  void commentsBeforeAStatementBelongToIt() {
    ScriptStatement second =
        parse(
                """
                select 1;

                /* why */
                -- trestle:allow truncate no reason
                  --trestle:allow drop-table another

                truncate t;
                """)
            .statements()
            .getLast();

    assertThat(second.line()).isEqualTo(7);
    assertThat(second.keyword()).isEqualTo("truncate");
    assertThat(second.allows())
        .containsExactly(
            new Allow(4, "truncate", "no reason"), new Allow(5, "drop-table", "another"));
  }

  @Test
  void aCommentThatDoesNotEndIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("V1__x.sql"), "select 1;\nselect 2 /* a");

    assertThatThrownBy(() -> MigrationScript.read(file))
        .isInstanceOf(CheckException.class)
        .hasMessageStartingWith(file + " cannot be split into statements: line 2: The comment /*");
  }

  @Test
  void anEmptyFileHasNoStatements() {
    assertThat(parse("-- Nothing yet.\n").statements()).isEmpty();
  }

  private static MigrationScript parse(String text) {
    return MigrationScript.parse(Path.of("V1__x.sql"), text);
  }
}
