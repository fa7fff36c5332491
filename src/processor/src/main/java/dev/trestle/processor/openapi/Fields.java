package dev.trestle.processor.openapi;

import dev.trestle.processor.openapi.Schemas.Direction;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** The components of a record that is read from the query string or a form, each by its name. */
public final class Fields {
  private static final String DEFAULT = "dev.trestle.Default";
  private static final String UPLOAD = "dev.trestle.Upload";

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
    String generic = name(type);
    boolean wrapped = generic.equals("java.util.Optional") || generic.equals("java.util.List");
    boolean upload = name(wrapped ? argument(type) : type).equals(UPLOAD);
    JsonObject schema = schemas.of(type, Direction.IN);
    if (upload) {
      JsonObject file = new JsonObject().text("type", "string").text("format", "binary");
      schema =
          generic.equals("java.util.List")
              ? new JsonObject().text("type", "array").put("items", file)
              : file;
    }
    Limits limits = Limits.of(component);
    limits.apply(schema);
    Optional<String> otherwise =
        limits.find(DEFAULT).map(a -> String.valueOf(Limits.values(a).get("value")));
    JsonObject typed = schema;
    otherwise
        .flatMap(text -> Records.literal(typed, text))
        .ifPresent(json -> typed.put("default", json));
    return new Field(
        component.getSimpleName().toString(),
        schema,
        !wrapped && otherwise.isEmpty(),
        description,
        upload);
  }

  private static TypeMirror argument(TypeMirror type) {
    return ((DeclaredType) type).getTypeArguments().getFirst();
  }

  private static String name(TypeMirror type) {
    return type instanceof DeclaredType declared ? declared.asElement().toString() : "";
  }
}
