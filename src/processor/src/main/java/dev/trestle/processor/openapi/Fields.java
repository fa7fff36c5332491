package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.openapi.Schemas.Direction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** The components of a record that is read from the query string or a form, each by its name. */
public final class Fields {
  private final Schemas schemas;
  private final Docs docs;

  /**
   * Fields for one compilation.
   *
   * @param schemas of their values
   * @param docs their comments
   */
  public Fields(Schemas schemas, Docs docs) {
    this.schemas = schemas;
    this.docs = docs;
  }

  /**
   * One field.
   *
   * @param name as a client writes it
   * @param schema of the value, with its default, description and example
   * @param required whether a request without it is refused
   * @param description Markdown; empty without one
   * @param upload whether it is a file
   */
  public record Field(
      String name, JsonObject schema, boolean required, String description, boolean upload) {}

  /**
   * The fields of a record.
   *
   * @param record that a function takes
   * @return in the order of its components
   */
  public List<Field> of(TypeElement record) {
    Javadoc doc = docs.of(record);
    return record.getRecordComponents().stream()
        .map(component -> field(component, doc.parameter(component.getSimpleName().toString())))
        .toList();
  }

  private Field field(RecordComponentElement component, String description) {
    TypeMirror type = component.asType();
    Optional<TypeMirror> wrapped = JavaTypes.argument(type, Set.of(Names.OPTIONAL, Names.LIST));
    boolean upload = JavaTypes.name(wrapped.orElse(type)).equals(Names.UPLOAD);
    JsonObject schema = upload ? file(type) : schemas.of(type, Direction.TEXT);
    Limits.of(component).apply(schema);
    Optional<String> otherwise = Annotations.value(component, Names.DEFAULT);
    otherwise
        .flatMap(text -> Records.literal(schema, text))
        .ifPresent(json -> schema.put("default", json));
    return new Field(
        component.getSimpleName().toString(),
        schema,
        wrapped.isEmpty() && otherwise.isEmpty(),
        description,
        upload);
  }

  private static JsonObject file(TypeMirror type) {
    JsonObject file = new JsonObject().text("type", "string").text("format", "binary");
    return JavaTypes.name(type).equals(Names.LIST)
        ? new JsonObject().text("type", "array").put("items", file)
        : file;
  }
}
