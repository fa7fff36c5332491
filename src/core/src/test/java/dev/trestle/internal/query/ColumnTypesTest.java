package dev.trestle.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTypesTest {
  static Stream<DataType<?>> everydayTypes() {
    return Stream.of(
        SQLDataType.CLOB,
        SQLDataType.VARCHAR(40),
        SQLDataType.UUID,
        SQLDataType.BOOLEAN,
        SQLDataType.INTEGER,
        SQLDataType.BIGINT.nullable(false),
        SQLDataType.TIMESTAMPWITHTIMEZONE(6));
  }

  @ParameterizedTest
  @MethodSource("everydayTypes")
  void jooqsOwnTypesAreReadWithoutJooq(DataType<?> type) {
    assertThat(ColumnTypes.isPlain(type)).isTrue();
  }

  @Test
  void aConverterIsAsked() {
    DataType<Long> converted =
        SQLDataType.INTEGER.asConvertedDataType(
            Converter.ofNullable(Integer.class, Long.class, Long::valueOf, Long::intValue));
    assertThat(ColumnTypes.isPlain(converted)).isFalse();
  }
}
