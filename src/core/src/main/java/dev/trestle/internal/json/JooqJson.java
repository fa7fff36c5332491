package dev.trestle.internal.json;

import org.jooq.JSON;
import org.jooq.JSONB;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** jOOQ's two types of columns that hold JSON, as that JSON: what the column says is sent. */
final class JooqJson extends SimpleModule {
  private static final long serialVersionUID = 1L;

  JooqJson() {
    super("trestle-jooq-json");
    addSerializer(new Writer<>(JSON.class));
    addSerializer(new Writer<>(JSONB.class));
    addDeserializer(JSON.class, new Reader<>(JSON.class));
    addDeserializer(JSONB.class, new Reader<>(JSONB.class));
  }

  private static final class Writer<J> extends StdSerializer<J> {
    Writer(Class<J> type) {
      super(type);
    }

    @Override
    public void serialize(J value, JsonGenerator out, SerializationContext context) {
      out.writeRawValue(value.toString());
    }
  }

  private static final class Reader<J> extends StdDeserializer<J> {
    Reader(Class<J> type) {
      super(type);
    }

    @Override
    public J deserialize(JsonParser in, DeserializationContext context) {
      String json = context.readTree(in).toString();
      return type().cast(handledType() == JSON.class ? JSON.json(json) : JSONB.jsonb(json));
    }

    @SuppressWarnings("unchecked")
    private Class<J> type() {
      return (Class<J>) handledType();
    }

    @Override
    public J getNullValue(DeserializationContext context) {
      return null;
    }
  }
}
