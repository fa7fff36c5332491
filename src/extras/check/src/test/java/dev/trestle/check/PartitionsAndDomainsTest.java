package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What reaches more tables than the statement names. */
class PartitionsAndDomainsTest {
  @RegisterExtension static final Checked checked = new Checked();

  @BeforeEach
  void tables() {
    checked.applied(
        """
        create table visits (day date not null, page text) partition by range (day);
        create table visits_may partition of visits
          for values from ('2026-05-01') to ('2026-06-01');
        create table visits_may_2 partition of visits
          for values from ('2025-05-01') to ('2025-06-01');
        create table visits_june (day date not null, page text);
        create domain score as int;
        create table games (id int primary key, score score);
        """);
  }

  @Test
  void aPartitionIsAttachedAfterAValidatedCheck() {
    String attach =
        "alter table visits attach partition visits_june"
            + " for values from ('2026-06-01') to ('2026-07-01');";

    assertThat(checked.dangers(attach)).containsExactly(Rule.SCAN_UNDER_LOCK);
    assertThat(
            checked.dangers(
                "alter table visits_june add constraint june check (day >= '2026-06-01' and day <"
                    + " '2026-07-01') not valid;",
                "alter table visits_june validate constraint june;",
                attach))
        .isEmpty();
  }

  @Test
  void aPartitionIsDetachedConcurrently() {
    assertThat(checked.run("alter table visits detach partition visits_may;").findings())
        .anySatisfy(found -> {
          assertThat(found.rule()).isEqualTo(Rule.BRIEF_LOCK);
          assertThat(found.subject()).isEqualTo("visits");
        });
    assertThat(checked.notes("alter table visits detach partition visits_may concurrently;"))
        .isEmpty();
  }

  @Test
  void anIndexOfAPartitionedTableIsBuiltPartByPart() {
    Finding found = checked.danger("create index visits_page_idx on visits (page);");

    assertThat(found.rule()).isEqualTo(Rule.INDEX_NOT_CONCURRENT);
    assertThat(found.remedy()).startsWith("create index on only visits,");
    assertThat(
            checked.dangers(
                "create index visits_page_idx on only visits (page);",
                "create index concurrently visits_may_page_idx on visits_may (page);",
                "alter index visits_page_idx attach partition visits_may_page_idx;"))
        .isEmpty();
  }

  @Test
  void aCheckOfAPartitionedTableReadsItsParts() {
    assertThat(checked.dangers("alter table visits add constraint c check (page <> '');"))
        .containsExactly(Rule.CONSTRAINT_WITHOUT_NOT_VALID);
    assertThat(checked.danger("alter table visits alter page set not null;").subject())
        .isEqualTo("visits.page");
    assertThat(checked.dangers("alter table visits add constraint c check (page <> '') not valid;"))
        .isEmpty();
  }

  @Test
  void aTypeOfAPartitionedTableIsThatOfItsParts() {
    assertThat(checked.danger("alter table visits alter page type bytea using page::bytea;"))
        .extracting(Finding::rule, Finding::subject)
        .containsExactly(Rule.CHANGE_TYPE, "visits.page");
    assertThat(checked.danger("alter table visits add column key uuid default gen_random_uuid();"))
        .extracting(Finding::rule, Finding::subject)
        .containsExactly(Rule.VOLATILE_DEFAULT, "visits_may.key");
  }

  @Test
  void aConstraintOfADomainReadsAllTablesWithIt() {
    Finding found = checked.danger("alter domain score add constraint c check (value >= 0);");

    assertThat(found.rule()).isEqualTo(Rule.SCAN_UNDER_LOCK);
    assertThat(found.subject()).isEqualTo("games");
    assertThat(checked.notes("alter domain score add constraint c check (value >= 0) not valid;"))
        .isEmpty();
  }

  @Test
  void aColumnOfADomainWithAConstraintIsWrittenForEachRow() {
    checked.applied("create domain grade as int check (value between 1 and 6);");

    assertThat(checked.dangers("alter table games add column grade grade;")).isNotEmpty();
    assertThat(checked.dangers("alter table games add column grade int;")).isEmpty();
  }
}
