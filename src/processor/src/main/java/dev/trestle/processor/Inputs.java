package dev.trestle.processor;

import dev.trestle.processor.openapi.Docs;
import dev.trestle.processor.openapi.Fields;
import dev.trestle.processor.openapi.Fields.Field;
import dev.trestle.processor.openapi.Javadoc;
import dev.trestle.processor.openapi.JsonObject;
import dev.trestle.processor.openapi.Records;
import dev.trestle.processor.openapi.Schemas;
import dev.trestle.processor.openapi.Schemas.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** What a function and the middleware around it read of a request, for the API's description. */
final class Inputs {
  private final Docs docs;
  private final Schemas schemas;
  private final Fields fields;
  private final RouteUrl url;
  private final Scope scope;
  private final String verb;
  private final Map<String, TypeMirror> variables = new HashMap<>();
  private final List<Field> query = new ArrayList<>();
  private Optional<JsonObject> body = Optional.empty();
  private boolean database;
  private boolean readsBody;

  Inputs(Docs docs, Schemas schemas, Fields fields, RouteUrl url, Scope scope, String verb) {
    this.docs = docs;
    this.schemas = schemas;
    this.fields = fields;
    this.url = url;
    this.scope = scope;
    this.verb = verb;
  }

  void read(ExecutableElement method, List<MiddlewareClass> middleware) {
    middleware.stream()
        .flatMap(m -> Stream.concat(m.around().stream(), m.providers().stream()))
        .flatMap(m -> m.getParameters().stream())
        .forEach(parameter -> read(parameter, false));
    method.getParameters().forEach(parameter -> read(parameter, true));
    if (method.getSimpleName().contentEquals(Names.HANDLER)) {
      database = true;
      if (hasBody()) {
        any();
      }
    }
  }

  private void read(VariableElement parameter, boolean function) {
    TypeMirror type = parameter.asType();
    Optional<TypeElement> record = JavaTypes.record(type);
    boolean marked = SegmentReader.annotation(parameter, Names.QUERY).isPresent();
    if (SegmentReader.annotation(parameter, Names.FORM).isPresent()) {
      record.ifPresent(this::form);
    } else if (scope.find(type).isPresent() && !marked) {
      return;
    } else if (record.isPresent() && (marked || function && !hasBody())) {
      query.addAll(fields.of(record.get()));
    } else if (record.isPresent() && function) {
      readsBody = true;
      body = Optional.of(body("application/json", schemas.of(type, Direction.IN)));
    } else if (url.variable(parameter.getSimpleName().toString()).isPresent()) {
      variables.putIfAbsent(parameter.getSimpleName().toString(), type);
    } else {
      readNamed(JavaTypes.name(type));
    }
  }

  private void readNamed(String type) {
    switch (type) {
      case Names.DSL_CONTEXT -> database = true;
      case Names.FORM_DATA -> {
        readsBody = true;
        JsonObject any = new JsonObject().text("type", "object");
        JsonObject content = media(new JsonObject(), "multipart/form-data", any);
        body = Optional.of(required(media(content, "application/x-www-form-urlencoded", any)));
      }
      case Names.REQUEST, Names.JAVALIN_CONTEXT -> {
        if (hasBody() && body.isEmpty()) {
          any();
        }
      }
      default -> {
        // Nothing of the request.
      }
    }
  }

  /** What the function makes of a body is not known. */
  private void any() {
    readsBody = true;
    body =
        Optional.of(
            new JsonObject().put("content", media(new JsonObject(), "*/*", new JsonObject())));
  }

  private void form(TypeElement record) {
    readsBody = true;
    JsonObject properties = new JsonObject();
    List<String> required = new ArrayList<>();
    boolean files = false;
    for (Field field : fields.of(record)) {
      Records.describe(field.schema(), field.description());
      properties.put(field.name(), field.schema());
      files |= field.upload();
      if (field.required()) {
        required.add(JsonObject.text(field.name()));
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
    JsonObject content = media(new JsonObject(), "multipart/form-data", form);
    body =
        Optional.of(
            required(files ? content : media(content, "application/x-www-form-urlencoded", form)));
  }

  private static JsonObject body(String type, JsonObject schema) {
    return required(media(new JsonObject(), type, schema));
  }

  private static JsonObject required(JsonObject content) {
    return new JsonObject().put("required", true).put("content", content);
  }

  private static JsonObject media(JsonObject content, String type, JsonObject schema) {
    JsonObject media = new JsonObject();
    return content.put(type, schema.isEmpty() ? media : media.put("schema", schema));
  }

  /** The variables of a path, then the parameters of the query string. */
  List<JsonObject> parameters(Javadoc doc, String path) {
    List<JsonObject> parameters = new ArrayList<>();
    for (Segment segment : url.segments()) {
      if (segment.isVariable() && path.contains("{" + segment.name() + "}")) {
        parameters.add(variable(segment, doc.parameter(segment.name())));
      }
    }
    for (Field field : query) {
      parameters.add(
          parameter(field.name(), "query", field.required(), field.schema(), field.description()));
    }
    return parameters;
  }

  private JsonObject variable(Segment segment, String description) {
    boolean typed = variables.containsKey(segment.name()) && !segment.isCatchAll();
    JsonObject schema =
        typed
            ? schemas.of(variables.get(segment.name()), Direction.IN)
            : new JsonObject().text("type", "string");
    String several = segment.isCatchAll() ? "One segment or more, with slashes between them." : "";
    return parameter(
        segment.name(), "path", true, schema, description.isEmpty() ? several : description);
  }

  private static JsonObject parameter(
      String name, String in, boolean required, JsonObject schema, String description) {
    JsonObject described = new JsonObject().putAll(schema);
    Records.exemplify(described, description);
    JsonObject parameter = new JsonObject().text("name", name).text("in", in);
    if (required) {
      parameter.put("required", true);
    }
    return parameter.text("description", description).put("schema", described);
  }

  Optional<JsonObject> body() {
    return body;
  }

  /** Whether something of what was sent can be malformed. */
  boolean isRead() {
    return readsBody || !query.isEmpty() || !url.variables().isEmpty();
  }

  boolean readsBody() {
    return readsBody;
  }

  /** Whether the database may refuse what is written. */
  boolean writes() {
    return database && !List.of("GET", "HEAD", "OPTIONS").contains(verb);
  }

  boolean hasVariables() {
    return !url.variables().isEmpty();
  }

  String verb() {
    return verb;
  }

  private boolean hasBody() {
    return Names.BODY_VERBS.contains(verb);
  }
}
