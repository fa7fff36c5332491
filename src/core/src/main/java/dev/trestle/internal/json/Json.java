package dev.trestle.internal.json;

import dev.trestle.HttpError;
import java.io.OutputStream;
import java.util.TimeZone;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** JSON in and out: strict about types when reading, RFC 3339 in UTC when writing. */
public final class Json {
  private final JsonMapper mapper;

  public Json(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** The mapper that applications start from. */
  public static JsonMapper.Builder defaults() {
    return JsonMapper.builder()
        .annotationIntrospector(new RequiredPrimitives())
        .addModule(new JooqJson())
        .addModule(new Changes())
        .addModule(new FiniteNumbers())
        .defaultTimeZone(TimeZone.getTimeZone("UTC"))
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  /** The mapper itself, for Javalin's own routes. */
  public JsonMapper mapper() {
    return mapper;
  }

  /** The value as UTF-8. */
  public byte[] write(Object value) {
    return mapper.writeValueAsBytes(value);
  }

  /** How long the value is as UTF-8. */
  public long length(Object value) {
    Counter counter = new Counter();
    mapper.writeValue(counter, value);
    return counter.bytes;
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int from, int length) {
      bytes += length;
    }
  }

  /**
   * Reads a body.
   *
   * @throws HttpError 400 that says where and what, without echoing the body
   */
  public <T> T read(byte[] body, Class<T> type) {
    if (body.length == 0) {
      throw HttpError.badRequest("The body is empty; send a JSON " + JsonErrors.shape(type));
    }
    JsonBytes.check(body);
    T value;
    try (JsonParser parser = mapper.createParser(body)) {
      value = mapper.readValue(parser, type);
      if (parser.nextToken() != null) {
        throw HttpError.badRequest("The body holds more than one JSON value");
      }
    } catch (JacksonException e) {
      throw JsonErrors.explain(e);
    }
    if (value == null) {
      throw HttpError.badRequest("The body is null; send a JSON " + JsonErrors.shape(type));
    }
    return value;
  }
}
