package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import dev.trestle.processor.openapi.Schemas.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/**
 * Records as objects. A component is never null, unless it is an {@code Optional} or is annotated
 * with a {@code Nullable}; what is sent is all there, but for what Jackson leaves out.
 */
public final class Records {
  private final Schemas schemas;
  private final Docs docs;

  /**
   * Records for one compilation.
   *
   * @param schemas of their components
   * @param docs their comments
   */
  public Records(Schemas schemas, Docs docs) {
    this.schemas = schemas;
    this.docs = docs;
  }

  /** The schema of a record, or of the records that a sealed interface permits. */
  JsonObject component(DeclaredType type, Direction direction) {
    TypeElement element = (TypeElement) type.asElement();
    Javadoc doc = docs.of(element);
    if (!element.getPermittedSubclasses().isEmpty()) {
      Optional<TypeProperty> property = TypeProperty.of(element);
      List<JsonObject> all =
          element.getPermittedSubclasses().stream()
              .map(one -> permitted(one, property, direction))
              .toList();
      return new JsonObject()
          .text("description", doc.description())
          .put("anyOf", JsonObject.array(all));
    }
    Optional<? extends RecordComponentElement> value = JsonNames.value(element);
    if (value.isPresent()) {
      return property(type, value.get(), direction).text("description", doc.description());
    }
    JsonObject properties = new JsonObject();
    List<String> required = new ArrayList<>();
    for (RecordComponentElement component : element.getRecordComponents()) {
      if (JsonNames.isIgnored(component)) {
        continue;
      }
      String name = JsonNames.of(component);
      JsonObject property = property(type, component, direction);
      describe(property, doc.parameter(component.getSimpleName().toString()));
      properties.put(name, property);
      if (isRequired(component, direction)) {
        required.add(Quoted.text(name));
      }
    }
    JsonObject object =
        new JsonObject().text("type", "object").text("description", doc.description());
    object.put("properties", properties);
    return required.isEmpty() ? object : object.put("required", JsonObject.array(required));
  }

  private JsonObject permitted(
      TypeMirror type, Optional<TypeProperty> property, Direction direction) {
    JsonObject schema = schemas.of(type, direction);
    return property.map(p -> p.with(type, schema)).orElse(schema);
  }

  private JsonObject property(
      DeclaredType record, RecordComponentElement component, Direction direction) {
    if (JsonNames.isOfItsOwn(component)) {
      return new JsonObject();
    }
    TypeMirror type =
        ((ExecutableType) schemas.types().asMemberOf(record, component.getAccessor()))
            .getReturnType();
    Limits limits = Limits.of(component);
    JsonObject schema = schemas.of(type, direction);
    limits.apply(schema);
    boolean dropped = direction == Direction.OUT && JsonNames.isLeftOut(component);
    return isEmpty(component) && !dropped ? Schemas.nullable(schema) : schema;
  }

  /** Whether a component may be null, or an {@code Optional} without a value. */
  private static boolean isEmpty(RecordComponentElement component) {
    return Limits.of(component).isNullable()
        || JavaTypes.name(component.asType()).startsWith(Names.OPTIONAL);
  }

  private static boolean isRequired(RecordComponentElement component, Direction direction) {
    return !JavaTypes.name(component.asType()).equals(Names.CHANGE)
        && (direction == Direction.OUT ? !JsonNames.isLeftOut(component) : !isEmpty(component));
  }

  /**
   * Adds what a comment says of a value to its schema, the example in it too.
   *
   * @param schema of the value
   * @param text Markdown
   */
  public static void describe(JsonObject schema, String text) {
    exemplify(schema.text("description", text), text);
  }

  /**
   * Adds the example in a comment, if there is one that fits.
   *
   * @param schema of the value
   * @param text Markdown
   */
  public static void exemplify(JsonObject schema, String text) {
    Javadoc.example(text)
        .flatMap(example -> literal(schema, example))
        .ifPresent(example -> schema.put("examples", "[" + example + "]"));
  }

  /** A value as JSON; empty if the text is none of the schema's type. */
  static Optional<String> literal(JsonObject schema, String text) {
    String type = schema.get("type").orElse("");
    if (type.contains("\"string\"")) {
      return schema.get("enum").filter(e -> !e.contains(Quoted.text(text))).isPresent()
          ? Optional.empty()
          : Optional.of(Quoted.text(text));
    }
    boolean fits =
        type.contains("integer") && text.matches("-?(0|[1-9]\\d*)")
            || type.contains("number") && text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")
            || type.contains("boolean") && text.matches("true|false");
    return fits ? Optional.of(text) : Optional.empty();
  }
}
