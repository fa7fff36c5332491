package dev.trestle.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** JSON as services write it; what a newer one adds is passed over. */
final class Json {
  private Json() {}

  static JsonMapper.Builder defaults() {
    SimpleModule changes = new SimpleModule("trestle-changes");
    changes.addSerializer(new Writer());
    changes.addDeserializer(Change.class, new Reader(null));
    return JsonMapper.builder()
        .addModule(changes)
        .withConfigOverride(
            Change.class,
            override ->
                override.setInclude(
                    JsonInclude.Value.construct(
                        JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  @SuppressWarnings("rawtypes")
  private static final class Writer extends StdSerializer<Change> {
    Writer() {
      super(Change.class);
    }

    @Override
    public boolean isEmpty(SerializationContext context, Change change) {
      return !change.isGiven();
    }

    @Override
    public void serialize(Change change, JsonGenerator out, SerializationContext context) {
      Optional<?> value = ((Change<?>) change).value();
      context.writeValue(out, value.isPresent() ? value.get() : null);
    }
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
