package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.Quoted;
import dev.trestle.processor.openapi.Fields.Field;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;

/** The bodies of requests. */
public final class RequestBodies {
  private static final String MULTIPART = "multipart/form-data";
  private static final String URLENCODED = "application/x-www-form-urlencoded";

  private final Fields fields;
  private final Docs docs;

  /**
   * Bodies for one compilation.
   *
   * @param fields of forms
   * @param docs their comments
   */
  public RequestBodies(Fields fields, Docs docs) {
    this.fields = fields;
    this.docs = docs;
  }

  /**
   * A value as JSON.
   *
   * @param schema of it
   * @return a body that has to be there
   */
  public JsonObject json(JsonObject schema) {
    return required(media(new JsonObject(), "application/json", schema));
  }

  /**
   * A form whose fields are the components of a record; one with files comes in parts.
   *
   * @param record that a function takes
   * @return a body that has to be there
   */
  public JsonObject form(TypeElement record) {
    JsonObject properties = new JsonObject();
    List<String> required = new ArrayList<>();
    List<Field> all = fields.of(record);
    for (Field field : all) {
      Records.describe(field.schema(), field.description());
      properties.put(field.name(), field.schema());
      if (field.required()) {
        required.add(Quoted.text(field.name()));
      }
    }
    JsonObject form =
        new JsonObject()
            .text("type", "object")
            .text("description", docs.of(record).description())
            .put("properties", properties);
    if (!required.isEmpty()) {
      form.put("required", JsonObject.array(required));
    }
    JsonObject content = media(new JsonObject(), MULTIPART, form);
    return required(
        all.stream().anyMatch(Field::upload) ? content : media(content, URLENCODED, form));
  }

  /**
   * A form of any fields.
   *
   * @return a body that has to be there
   */
  public JsonObject anyForm() {
    JsonObject any = new JsonObject().text("type", "object");
    return required(media(media(new JsonObject(), MULTIPART, any), URLENCODED, any));
  }

  /**
   * Whatever the function makes of it.
   *
   * @return a body that may be there
   */
  public JsonObject any() {
    return new JsonObject().put("content", media(new JsonObject(), "*/*", new JsonObject()));
  }

  private static JsonObject required(JsonObject content) {
    return new JsonObject().put("required", true).put("content", content);
  }

  private static JsonObject media(JsonObject content, String type, JsonObject schema) {
    JsonObject media = new JsonObject();
    return content.put(type, schema.isEmpty() ? media : media.put("schema", schema));
  }
}
