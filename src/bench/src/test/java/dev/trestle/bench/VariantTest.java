package dev.trestle.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All variants do the same work on a real database. */
class VariantTest {
  @RegisterExtension
  static final TestDatabase seeded =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  @RegisterExtension
  static final TestDatabase empty = TestDatabase.migrated("classpath:db/migration");

  @Test
  void allVariantsGiveTheSameBytes() throws Exception {
    try (Source source = Source.open(seeded.url())) {
      SameAnswers.require(source, List.of(Variant.values()));

      assertThat(new String(Variant.JOOQ.over(source).lookup(BenchDatabase.user(17))))
          .isEqualTo(
              "{\"id\":\"00000000-0000-4000-8000-000000000011\",\"email\":\"user17@example.com\","
                  + "\"name\":null,\"createdAt\":\"2025-01-01T00:17:00Z\"}");
    }
  }

  @Test
  void nothingStaysOfWhatWasInserted() throws Exception {
    try (Source source = Source.open(seeded.url())) {
      Variant.JDBC.over(source).insert("someone" + Source.DOMAIN, "Someone");
      source.clean();

      assertThat(new String(Variant.JDBC.over(source).nested())).doesNotContain(Source.DOMAIN);
    }
    assertThatCode(() -> BenchDatabase.requireSeed(seeded.url())).doesNotThrowAnyException();
  }

  @Test
  void aDifferenceIsShown() {
    assertThatThrownBy(() -> SameAnswers.same("X's list", bytes("[1,2]"), bytes("[1,3]")))
        .hasMessage("X's list differs from the baseline at byte 3: [1,3] instead of [1,2]");
  }

  @Test
  void aDatabaseWithOtherRowsIsRefused() {
    assertThatThrownBy(() -> BenchDatabase.requireSeed(empty.url()))
        .hasMessageContaining("leads to 0 users and 0 posts")
        .hasMessageContaining("name a database for measuring only, after make migrate seed");
    assertThatThrownBy(() -> BenchDatabase.requireSeed(empty.url().withDatabase("postgres")))
        .hasMessageContaining("relation \"users\" does not exist")
        .hasMessageContaining("run make migrate seed first");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
