package dev.trestle.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void whatIsNotSaidHasItsDefault() {
    Arguments arguments = Arguments.parse(new String[] {"rounds=", "ops=nested,LOOKUP"}, NAMES);

    assertThat(arguments.number("rounds", 5)).isEqualTo(5);
    assertThat(arguments.some("ops", Operation.class))
        .containsExactly(Operation.NESTED, Operation.LOOKUP);
    assertThat(arguments.some("variants", Variant.class)).containsExactly(Variant.values());
    assertThat(arguments.after("make bench")).isEqualTo("make bench ops=nested,LOOKUP");
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThatThrownBy(() -> Arguments.parse(new String[] {"round=3"}, NAMES))
        .hasMessage("'round=3' is not understood; write rounds=… ops=… variants=….");
    assertThatThrownBy(() -> Arguments.parse(new String[] {"rounds=0"}, NAMES).number("rounds", 5))
        .hasMessage("rounds is '0'; set it to a number from 1.");
    assertThatThrownBy(() ->
            Arguments.parse(new String[] {"variants=jooq,hibernate"}, NAMES)
                .some("variants", Variant.class))
        .hasMessageContaining("'hibernate' is none of variants: [JDBC, JOOQ");
  }

  private static final String[] NAMES = {"rounds", "ops", "variants"};
}
