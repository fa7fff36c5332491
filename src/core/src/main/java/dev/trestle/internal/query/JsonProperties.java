package dev.trestle.internal.query;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.ByteArrayOutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * What one JSON mapper calls the components of a record. Known only of records that it writes as
 * Jackson does by itself: every component, always, in their order.
 */
final class JsonProperties {
  private final JsonMapper mapper;
  private final SerializationContext context;

  JsonProperties(JsonMapper mapper, SerializationContext context) {
    this.mapper = mapper;
    this.context = context;
  }

  /** Whether a serializer is Jackson's own, or ours for jOOQ's types. */
  static boolean isStandard(ValueSerializer<?> serializer) {
    String name = serializer.getClass().getName();
    return name.startsWith("tools.jackson.databind.") || name.startsWith("dev.trestle.internal.");
  }

  /**
   * The names.
   *
   * @param canonical the constructor of a record
   * @return one for each component; empty if the record is written in any other way
   */
  Optional<List<String>> of(Constructor<?> canonical) {
    Class<?> type = canonical.getDeclaringClass();
    ValueSerializer<?> serializer = context.findTypedValueSerializer(type, true);
    if (isChanged(type) || !(serializer instanceof BeanSerializerBase && isStandard(serializer))) {
      return Optional.empty();
    }
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = new ArrayList<>();
    Iterator<PropertyWriter> properties = serializer.properties();
    while (properties.hasNext()) {
      PropertyWriter property = properties.next();
      if (names.size() == components.length
          || property.getClass() != BeanPropertyWriter.class
          || !property.getMember().getName().equals(components[names.size()].getName())
          || !isPlain((BeanPropertyWriter) property)) {
        return Optional.empty();
      }
      names.add(property.getName());
    }
    return names.size() == components.length && samplesAgree(canonical, names)
        ? Optional.of(List.copyOf(names))
        : Optional.empty();
  }

  private static boolean isPlain(BeanPropertyWriter property) {
    ValueSerializer<?> serializer = property.getSerializer();
    return (serializer == null || isStandard(serializer)) && property.getTypeSerializer() == null;
  }

  /** Whether an annotation of Jackson's on the class or a method says more than a name. */
  private static boolean isChanged(Class<?> type) {
    return Stream.concat(Stream.of(type), Stream.of(type.getDeclaredMethods()))
        .flatMap(element -> Stream.of(element.getAnnotations()))
        .anyMatch(JsonProperties::isChange);
  }

  private static boolean isChange(Annotation annotation) {
    return annotation.annotationType().isAnnotationPresent(JacksonAnnotation.class)
        && annotation.annotationType() != JsonProperty.class;
  }

  /** Writes a record of nulls and one of values both ways: what the mapper changes shows here. */
  private boolean samplesAgree(Constructor<?> canonical, List<String> names) {
    Class<?>[] types = canonical.getParameterTypes();
    return sampleAgrees(canonical, names, Stream.of(types).map(JsonSamples::zero).toArray())
        && sampleAgrees(canonical, names, Stream.of(types).map(JsonSamples::value).toArray());
  }

  private boolean sampleAgrees(Constructor<?> canonical, List<String> names, Object[] values) {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < values.length; i++) {
      expected.writeBytes((i == 0 ? "{" : ",").getBytes(StandardCharsets.UTF_8));
      expected.writeBytes(mapper.writeValueAsBytes(names.get(i)));
      expected.write(':');
      expected.writeBytes(mapper.writeValueAsBytes(values[i]));
    }
    expected.write('}');
    try {
      canonical.setAccessible(true);
      byte[] actual = mapper.writeValueAsBytes(canonical.newInstance(values));
      return Arrays.equals(expected.toByteArray(), actual);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }
}
