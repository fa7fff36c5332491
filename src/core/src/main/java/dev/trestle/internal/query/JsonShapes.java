package dev.trestle.internal.query;

import dev.trestle.query.Mapping;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;

/**
 * Finds how rows are written as one JSON mapper would write what they become, without that being
 * made. It is found where the mappings are constructors of {@linkplain PlainRecord plain records}
 * whose components have the types of the columns.
 */
public final class JsonShapes {
  private final JsonMapper mapper;
  private final JsonProperties properties;
  private final JsonColumns columns;

  public JsonShapes(JsonMapper mapper) {
    JsonFormatVisitorWrapper.Base visitor = new JsonFormatVisitorWrapper.Base();
    mapper.acceptJsonFormatVisitor(String.class, visitor);
    this.mapper = mapper;
    this.properties = new JsonProperties(mapper, visitor.getContext());
    this.columns = new JsonColumns(mapper, visitor.getContext());
  }

  JsonMapper mapper() {
    return mapper;
  }

  private boolean writesArraysAsUsual() {
    return mapper.writeValueAsString(new ArrayList<>()).equals("[]")
        && mapper.writeValueAsString(new ArrayList<>(List.of(1))).equals("[1]")
        && mapper.writeValueAsString(new ArrayList<>(List.of(1, 2))).equals("[1,2]")
        && mapper.writeValueAsString(Collections.unmodifiableList(List.of(1))).equals("[1]")
        && mapper.writeValueAsString(null).equals("null");
  }

  /** Empty if what the rows become has to be made. */
  Optional<JsonShape> of(Shape shape, Mapping<?, ?> mapping) {
    try {
      require(writesArraysAsUsual());
      return Optional.of(new Finder(shape).rows(mapping));
    } catch (NotPlain e) {
      return Optional.empty();
    }
  }

  /** Something of the user's is in the way. */
  private static final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPlain() {
      super(null, null, false, false);
    }
  }

  /** Walks through the columns of one statement. */
  private final class Finder {
    private final Shape shape;
    private final List<JsonShape> relations = new ArrayList<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    Finder(Shape shape) {
      this.shape = shape;
    }

    JsonShape rows(Mapping<?, ?> mapping) {
      List<JsonShape.Part> parts = new ArrayList<>();
      if (mapping.function().isEmpty()) {
        // value(): the column itself.
        parts.add(part(shape.nodes().getFirst(), Optional.empty()));
      } else {
        object(record(mapping), shape.nodes(), parts);
        parts.add(new JsonShape.Text(taken()));
      }
      return new JsonShape(List.copyOf(parts), List.copyOf(relations));
    }

    private Constructor<?> record(Mapping<?, ?> mapping) {
      return RowConstructor.of(mapping).filter(PlainRecord::isMadeBy).orElseThrow(NotPlain::new);
    }

    /** Ends with text that is not yet taken. */
    private void object(Constructor<?> record, List<Shape.Node> nodes, List<JsonShape.Part> parts) {
      List<String> names = properties.of(record).orElseThrow(NotPlain::new);
      RecordComponent[] components = record.getDeclaringClass().getRecordComponents();
      for (int i = 0; i < components.length; i++) {
        text.writeBytes(ascii(i == 0 ? "{" : ","));
        text.writeBytes(mapper.writeValueAsBytes(names.get(i)));
        text.writeBytes(ascii(":"));
        parts.add(part(nodes.get(i), Optional.of(components[i])));
      }
      text.writeBytes(ascii("}"));
    }

    /** What a value is written with; its component is not there for {@code value()}. */
    private JsonShape.Part part(Shape.Node node, Optional<RecordComponent> component) {
      return switch (node) {
        case Shape.Node.Leaf leaf -> column(leaf, component);
        case Shape.Node.One one -> one(one, component);
        case Shape.Node.Many many -> many(many, component);
      };
    }

    private JsonShape.Part column(Shape.Node.Leaf leaf, Optional<RecordComponent> component) {
      Class<?> type = shape.columns().get(leaf.column()).getType();
      component.ifPresent(it -> require(boxed(it.getType()) == type));
      String primitive =
          component.filter(it -> it.getType().isPrimitive()).map(String::valueOf).orElse("");
      JsonColumn writer = columns.of(shape.columns().get(leaf.column()).getDataType());
      return new JsonShape.Column(taken(), leaf.column() + 1, writer, primitive);
    }

    private JsonShape.Part one(Shape.Node.One one, Optional<RecordComponent> component) {
      Constructor<?> record = record(one.mapping());
      component.ifPresent(it -> require(it.getType() == record.getDeclaringClass()));
      // A converter may make a value of null, or null of a value: then null is not what is sent.
      for (Field<?> column : shape.columns().subList(one.first(), one.end())) {
        require(ColumnTypes.isPlain(column.getDataType()) || column.getType().isEnum());
      }
      byte[] before = taken();
      List<JsonShape.Part> parts = new ArrayList<>();
      int known = relations.size();
      object(record, one.nodes(), parts);
      parts.add(new JsonShape.Text(taken()));
      List<JsonShape.Gap> gaps = new ArrayList<>();
      for (int i = known; i < relations.size(); i++) {
        gaps.add(new JsonShape.Gap(new byte[0], i, 0, List.of()));
      }
      return new JsonShape.One(
          before, one.first() + 1, one.end() + 1, List.copyOf(parts), List.copyOf(gaps));
    }

    private JsonShape.Part many(Shape.Node.Many many, Optional<RecordComponent> component) {
      Shape.Relation relation = shape.relations().get(many.relation());
      component.ifPresent(it -> require(isListOf(it.getGenericType(), relation.mapping())));
      relations.add(new Finder(relation.child().shape()).rows(relation.mapping()));
      text.writeBytes(ascii("["));
      byte[] before = taken();
      text.writeBytes(ascii("]"));
      return new JsonShape.Gap(
          before,
          many.relation(),
          relation.firstKey() + 1,
          shape.readers().subList(relation.firstKey(), relation.firstKey() + relation.keyWidth()));
    }

    private boolean isListOf(Type type, Mapping<?, ?> mapping) {
      return type instanceof ParameterizedType list
          && list.getRawType() == List.class
          && (mapping.function().isEmpty()
              || list.getActualTypeArguments()[0] == record(mapping).getDeclaringClass());
    }

    private byte[] taken() {
      byte[] taken = text.toByteArray();
      text.reset();
      return taken;
    }
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private static void require(boolean plain) {
    if (!plain) {
      throw new NotPlain();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
