package dev.trestle.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import org.junit.jupiter.api.Test;

class TimeTextTest {
  @Test
  void yearsHaveAnEraInsteadOfASign() {
    assertThat(TimeText.of(LocalDate.parse("2024-02-29"))).isEqualTo("2024-02-29 AD");
    assertThat(TimeText.of(LocalDate.parse("0000-01-01"))).isEqualTo("0001-01-01 BC");
    assertThat(TimeText.of(LocalDate.parse("+12345-01-01"))).isEqualTo("12345-01-01 AD");
    assertThat(TimeText.of(LocalDateTime.parse("-0043-03-15T12:00:00.000001")))
        .isEqualTo("0044-03-15 12:00:00.000001 BC");
  }

  @Test
  void offsetsAreKeptToTheSecond() {
    assertThat(TimeText.of(OffsetDateTime.parse("1883-11-18T12:03:58-04:56:02")))
        .isEqualTo("1883-11-18 12:03:58-04:56:02 AD");
    assertThat(TimeText.of(OffsetTime.parse("12:00Z"))).isEqualTo("12:00:00+00");
    assertThat(TimeText.of(LocalTime.parse("12:00"))).isEqualTo("12:00:00");
  }

  @Test
  void theEndsOfTimeAreInfinite() {
    assertThat(TimeText.of(LocalDate.MAX)).isEqualTo("infinity");
    assertThat(TimeText.of(LocalDateTime.MIN)).isEqualTo("-infinity");
    assertThat(TimeText.of(OffsetDateTime.MAX)).isEqualTo("infinity");
  }
}
