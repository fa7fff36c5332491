package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Comments that allow a finding, and those that only look like it. */
class AllowTest {
  @RegisterExtension static final Checked checked = new Checked();

  @BeforeEach
  void table() {
    checked.applied("create table users (id int primary key, name text);");
  }

  @Test
  void aFindingIsSilencedWithAReason() {
    CheckReport report =
        checked.run(
            """
            -- Names are short.
            -- trestle:allow index-not-concurrent the table has ten rows
            create index users_name_idx on users (name);
            """);

    assertThat(report.findings()).isEmpty();
    assertThat(report.allowed()).isOne();
    assertThat(report)
        .hasToString("1 pending migration, 1 statement: 0 dangers, 0 notes, 1 allowed.");
  }

  @Test
  void onlyThatRuleOfThatStatementIsSilenced() {
    assertThat(
            checked.dangers(
                """
                -- trestle:allow drop-column nobody reads it
                alter table users drop column name, add constraint c check (id > 0);
                alter table users rename to people;
                """))
        .containsExactly(Rule.CONSTRAINT_WITHOUT_NOT_VALID, Rule.RENAME_TABLE);
  }

  @Test
  void anUnknownRuleIsTold() {
    assertThat(told("-- trestle:allow drop-colum nobody reads it\n" + drop()))
        .containsExactly(
            "It is DANGER at 1: There is no rule 'drop-colum', so it allows nothing.",
            "It is DANGER at 2: The column is gone");
    assertThat(told("-- trestle:allow\n" + drop()))
        .contains("It is DANGER at 1: It names no rule, so it allows nothing.");
  }

  @Test
  void aReasonIsAskedFor() {
    assertThat(told("-- trestle:allow drop-column\n" + drop()))
        .containsExactly(
            "It is DANGER at 1: It gives no reason, so it allows nothing.",
            "It is DANGER at 2: The column is gone");
  }

  @Test
  void whatSilencesNothingIsTold() {
    assertThat(told("-- trestle:allow truncate it is empty\nselect 1;"))
        .containsExactly("It is NOTE at 1: The statement after it has no finding of truncate.");
  }

  @Test
  void whatStandsElsewhereIsTold() {
    assertThat(
            told(
                """
                select
                -- trestle:allow truncate within a statement
                1;
                -- trestle:allow truncate after the last one
                """))
        .containsExactly(
            "It is NOTE at 2: It stands before no statement, so it allows nothing.",
            "It is NOTE at 4: It stands before no statement, so it allows nothing.");
  }

  private static String drop() {
    return "alter table users drop column name;";
  }

  private static List<String> told(String sql) {
    return checked.run(sql).findings().stream()
        .filter(finding -> finding.rule() != Rule.BRIEF_LOCK)
        .map(finding ->
            "It is %s at %d: %s"
                .formatted(
                    finding.severity(),
                    finding.line(),
                    finding.rule() == Rule.DROP_COLUMN
                        ? finding.effect().split(",")[0]
                        : finding.effect()))
        .toList();
  }
}
