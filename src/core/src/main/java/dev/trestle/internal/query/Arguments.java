package dev.trestle.internal.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.DataType;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * The parameters that a query is written with. Their names carry their positions, and which of them
 * have no value this time, so that nothing else has to know.
 */
public final class Arguments {
  private static final String GIVEN = "given";
  private static final String ABSENT = "absent";

  private final List<Param<?>> parameters;

  private Arguments(List<Param<?>> parameters) {
    this.parameters = parameters;
  }

  /**
   * The parameters of one way to render a query.
   *
   * @param types of the arguments
   * @param absent a bit for each argument without a value
   */
  static Arguments of(List<DataType<?>> types, long absent) {
    return new Arguments(
        IntStream.range(0, types.size())
            .<Param<?>>mapToObj(
                i -> DSL.param(((absent >> i & 1) == 0 ? GIVEN : ABSENT) + i, types.get(i)))
            .toList());
  }

  /** The parameter at a position; its type is the caller's to know. */
  @SuppressWarnings("unchecked")
  public <A> Param<A> get(int index) {
    return (Param<A>) parameters.get(index);
  }

  /** The position that a parameter stands for, empty if it is a constant of the query's own. */
  static Optional<Integer> position(Param<?> parameter) {
    String name = parameter.getParamName();
    if (name == null) {
      return Optional.empty();
    }
    for (String prefix : List.of(GIVEN, ABSENT)) {
      if (name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{1,2}")) {
        return Optional.of(Integer.valueOf(name.substring(prefix.length())));
      }
    }
    return Optional.empty();
  }

  /** Whether a parameter has no value this time. */
  public static boolean isAbsent(Param<?> parameter) {
    if (position(parameter).isEmpty()) {
      throw new IllegalArgumentException(
          "given(…) takes a parameter of the prepared query, not " + parameter);
    }
    return parameter.getParamName().startsWith(ABSENT);
  }
}
