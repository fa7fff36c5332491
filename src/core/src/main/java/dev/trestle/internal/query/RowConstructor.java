package dev.trestle.internal.query;

import dev.trestle.query.Mapping;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/** Tells the mapping {@code mapping(User::new)} from all others. */
final class RowConstructor {
  private RowConstructor() {}

  /**
   * The canonical constructor of the record that a mapping refers to.
   *
   * @return empty for a mapping that is or may be anything else
   */
  static Optional<Constructor<?>> of(Mapping<?, ?> mapping) {
    return mapping
        .function()
        .flatMap(RowConstructor::reference)
        .filter(RowConstructor::isCanonical);
  }

  /** The compiler writes into a serializable function what it refers to. */
  private static Optional<Constructor<?>> reference(Serializable function) {
    try {
      Method described = function.getClass().getDeclaredMethod("writeReplace");
      described.setAccessible(true);
      if (described.invoke(function) instanceof SerializedLambda lambda
          && lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
        ClassLoader loader = function.getClass().getClassLoader();
        String name = lambda.getImplClass().replace('/', '.');
        return Arrays.stream(Class.forName(name, false, loader).getDeclaredConstructors())
            .filter(found -> descriptor(found).equals(lambda.getImplMethodSignature()))
            .<Constructor<?>>map(found -> found)
            .findFirst();
      }
      return Optional.empty();
    } catch (ReflectiveOperationException | RuntimeException e) {
      // A class of a closed module, or no lambda at all: then nothing is known about it.
      return Optional.empty();
    }
  }

  static String descriptor(Constructor<?> constructor) {
    StringBuilder text = new StringBuilder("(");
    for (Class<?> parameter : constructor.getParameterTypes()) {
      text.append(parameter.descriptorString());
    }
    return text.append(")V").toString();
  }

  private static boolean isCanonical(Constructor<?> constructor) {
    Class<?> type = constructor.getDeclaringClass();
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Arrays.stream(type.getRecordComponents())
                .map(component -> component.getType())
                .toArray());
  }
}
