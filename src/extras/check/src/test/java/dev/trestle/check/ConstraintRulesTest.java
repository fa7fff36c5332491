package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Constraints that are added under a lock, and without harm. */
class ConstraintRulesTest {
  @RegisterExtension static final Checked checked = new Checked();

  @BeforeEach
  void tables() {
    checked.applied(Checked.BLOG);
  }

  @Test
  void aCheckIsAddedNotValidAndValidatedInAFileOfItsOwn() {
    Finding found = checked.danger("alter table users add constraint old check (age >= 0);");
    assertThat(found.rule()).isEqualTo(Rule.CONSTRAINT_WITHOUT_NOT_VALID);
    assertThat(found.effect())
        .isEqualTo(
            "All rows are checked for old while reads and writes of users are blocked (ACCESS"
                + " EXCLUSIVE).");
    assertThat(
            checked.notes(
                "alter table users add constraint old check (age >= 0) not valid;",
                "alter table users validate constraint old;"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void validatingWhileTheLockIsStillThereIsNoBetter() {
    Finding found =
        checked.danger(
            """
            alter table users add constraint old check (age >= 0) not valid;
            alter table users validate constraint old;
            """);
    assertThat(found.rule()).isEqualTo(Rule.SCAN_UNDER_LOCK);
    assertThat(found.line()).isEqualTo(2);
    assertThat(found.effect()).contains("since a statement before it");
  }

  @Test
  void aForeignKeyIsAddedNotValidAndValidatedInAFileOfItsOwn() {
    Finding found =
        checked.danger(
            "alter table users add constraint post foreign key (age) references posts (id);");
    assertThat(found.rule()).isEqualTo(Rule.CONSTRAINT_WITHOUT_NOT_VALID);
    assertThat(found.effect())
        .isEqualTo(
            "All rows are checked for post while writes of users are blocked (SHARE ROW EXCLUSIVE)"
                + " and writes of posts are blocked (SHARE ROW EXCLUSIVE).");
    assertThat(
            checked.notes(
                "alter table users add constraint post foreign key (age) references posts (id) not"
                    + " valid;",
                "alter table users validate constraint post;"))
        .containsExactly(Rule.BRIEF_LOCK, Rule.BRIEF_LOCK, Rule.MISSING_INDEX);
  }

  @Test
  void aUniqueConstraintTakesAnIndexThatIsThere() {
    Finding found = checked.danger("alter table users add constraint one unique (name);");
    assertThat(found.rule()).isEqualTo(Rule.CONSTRAINT_BUILDS_INDEX);
    assertThat(found.effect()).contains("reads and writes of users are blocked");
    assertThat(
            checked.notes(
                "create unique index concurrently one on users (name);",
                "alter table users add constraint one unique using index one;"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void aPrimaryKeyTakesAnIndexThatIsThere() {
    checked.applied("create table plain (id int not null);");
    assertThat(checked.dangers("alter table plain add primary key (id);"))
        .containsExactly(Rule.CONSTRAINT_BUILDS_INDEX);
    assertThat(
            checked.notes(
                "create unique index concurrently plain_pk on plain (id);",
                "alter table plain add constraint plain_pk primary key using index plain_pk;"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void anExclusionConstraintHasNoSafeWay() {
    checked.applied("create table rooms (during tsrange);");
    assertThat(
            checked.danger(
                "alter table rooms add constraint x exclude using gist (during with &&);"))
        .extracting(Finding::rule)
        .isEqualTo(Rule.CONSTRAINT_BUILDS_INDEX);
    assertThat(
            checked.notes(
                "create table halls (during tsrange, exclude using gist (during with &&));"))
        .isEmpty();
  }

  @Test
  void aValidatedCheckSparesTheScanForNulls() {
    Finding found = checked.danger("alter table users alter column name set not null;");
    assertThat(found.rule()).isEqualTo(Rule.SET_NOT_NULL);
    assertThat(found.subject()).isEqualTo("users.name");
    assertThat(
            checked.notes(
                "alter table users add constraint named check (name is not null) not valid;",
                "alter table users validate constraint named;",
                """
                alter table users alter column name set not null;
                alter table users drop constraint named;
                """))
        .containsExactly(Rule.BRIEF_LOCK, Rule.BRIEF_LOCK);
  }
}
