package dev.trestle.internal.json;

import dev.trestle.Change;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Tells a component that was left out from one that is {@code null}. */
final class Changes extends SimpleModule {
  private static final long serialVersionUID = 1L;

  Changes() {
    super("trestle-changes");
    addDeserializer(Change.class, new Reader(null));
  }

  @SuppressWarnings("rawtypes")
  private static final class Reader extends StdDeserializer<Change> {
    /** Null until it is known what the change is to. */
    private final ValueDeserializer<Object> values;

    Reader(ValueDeserializer<Object> values) {
      super(Change.class);
      this.values = values;
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      JavaType type = property == null ? context.getContextualType() : property.getType();
      return new Reader(
          context.findContextualValueDeserializer(type.containedTypeOrUnknown(0), property));
    }

    @Override
    public Change<?> deserialize(JsonParser in, DeserializationContext context) {
      return Change.to(values.deserialize(in, context));
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
      return Change.to(null);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Change.none();
    }
  }
}
