package dev.trestle.internal.json;

import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * A number is finite: {@code 1e999}, which Java reads as infinity, and the text {@code "NaN"} are
 * none, as little as they are in a URL. A decimal one is in {@link DecimalRange}.
 */
final class FiniteNumbers extends SimpleModule {
  private static final long serialVersionUID = 1L;

  FiniteNumbers() {
    super("trestle-finite-numbers");
    add(double.class);
    add(Double.class);
    add(float.class);
    add(Float.class);
    add(BigDecimal.class);
  }

  @SuppressWarnings("unchecked")
  private <T> void add(Class<T> type) {
    addDeserializer(
        type, (ValueDeserializer<? extends T>) new Finite(NumberDeserializers.find(type), type));
  }

  private static final class Finite extends DelegatingDeserializer {
    private final Class<?> type;

    Finite(ValueDeserializer<?> all, Class<?> type) {
      super(all);
      this.type = type;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> all) {
      return new Finite(all, type);
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) {
      Object value = super.deserialize(in, context);
      if (value instanceof Number number && !isFinite(number)) {
        return context.handleWeirdNumberValue(type, number, "not finite");
      }
      return value;
    }

    private static boolean isFinite(Number number) {
      return number instanceof BigDecimal decimal
          ? DecimalRange.contains(decimal)
          : Double.isFinite(number.doubleValue());
    }
  }
}
