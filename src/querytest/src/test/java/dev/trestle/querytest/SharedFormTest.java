package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
import static dev.trestle.querytest.db.Tables.EVERYTHING;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.with;

import org.junit.jupiter.api.Test;

/** Which lookups can be shared. */
class SharedFormTest {
  @Test
  void whatCannotBeSharedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            prepare(
                    Integer.class,
                    id -> select(PEOPLE.ID).from(PEOPLE).where(PEOPLE.ID.eq(id)).forUpdate())
                ::shared)
        .withMessage(
            "This query cannot be shared: 'for update' locks rows until the end of its caller's"
                + " transaction; leave out .shared()");
    assertThatIllegalArgumentException()
        .isThrownBy(
            prepare(
                    Integer.class,
                    id -> select(PEOPLE.ID).from(PEOPLE).orderBy(PEOPLE.ID).limit(id))
                ::shared)
        .withMessageContaining("'order by' asks for rows in an order");
    assertThatIllegalArgumentException()
        .isThrownBy(
            prepare(
                    Integer.class,
                    id ->
                        with("gone")
                            .as(deleteFrom(PEOPLE).where(PEOPLE.ID.eq(id)).returning(PEOPLE.ID))
                            .select(field("id", Integer.class))
                            .from("gone"))
                ::shared)
        .withMessageContaining("'delete from' changes rows");
    assertThatIllegalArgumentException()
        .isThrownBy(
            prepare(
                    Integer.class,
                    id ->
                        with("changed")
                            .as(
                                update(PEOPLE)
                                    .set(PEOPLE.NAME, "changed")
                                    .where(PEOPLE.ID.eq(id))
                                    .returning(PEOPLE.ID))
                            .select(field("id", Integer.class))
                            .from("changed"))
                ::shared)
        .withMessageContaining("'update' changes rows");
    assertThatIllegalArgumentException()
        .isThrownBy(
            prepare(
                    EVERYTHING.A_MOOD,
                    mood ->
                        select(EVERYTHING.ID).from(EVERYTHING).where(EVERYTHING.A_MOOD.eq(mood)))
                ::shared)
        .withMessageContaining("argument 1 is a Mood");
    assertThatIllegalArgumentException()
        .isThrownBy(
            prepare(
                    Integer.class,
                    id ->
                        select(
                                PEOPLE.ID,
                                many(
                                    PEOPLE.lettersSenderIdFkey(),
                                    select(LETTERS.ID).from(LETTERS),
                                    value()))
                            .from(PEOPLE)
                            .where(PEOPLE.ID.eq(id)))
                ::shared)
        .withMessageContaining("many(…)");
  }

  @Test
  void whatIsWrittenInATextIsNoClause() {
    String text = "it's \"for update\", order by ".repeat(10_000);

    assertThatCode(
            prepare(
                    Integer.class,
                    id -> select(inline(text).as("limit")).from(PEOPLE).where(PEOPLE.ID.eq(id)))
                ::shared)
        .doesNotThrowAnyException();
  }
}
