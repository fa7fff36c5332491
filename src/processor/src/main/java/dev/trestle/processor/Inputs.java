package dev.trestle.processor;

import dev.trestle.processor.ParameterKind.Records;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.openapi.Fields;
import dev.trestle.processor.openapi.Fields.Field;
import dev.trestle.processor.openapi.JsonObject;
import dev.trestle.processor.openapi.RequestBodies;
import dev.trestle.processor.openapi.Schemas;
import dev.trestle.processor.openapi.Schemas.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** What a function and the middleware around it read of a request, for the API's description. */
final class Inputs {
  private final RequestBodies bodies;
  private final Schemas schemas;
  private final Fields fields;
  private final RouteUrl url;
  private final Scope scope;
  private final String verb;
  private final Map<String, TypeMirror> variables = new HashMap<>();
  private final List<Field> query = new ArrayList<>();
  private Optional<JsonObject> body = Optional.empty();
  private boolean database;

  Inputs(
      RequestBodies bodies,
      Schemas schemas,
      Fields fields,
      RouteUrl url,
      Scope scope,
      String verb) {
    this.bodies = bodies;
    this.schemas = schemas;
    this.fields = fields;
    this.url = url;
    this.scope = scope;
    this.verb = verb;
  }

  void read(ExecutableElement method, List<MiddlewareClass> middleware) {
    for (MiddlewareClass around : middleware) {
      for (ExecutableElement outer : around.methods()) {
        outer.getParameters().forEach(parameter -> read(parameter, Records.PROVIDED));
      }
    }
    method.getParameters().forEach(parameter -> read(parameter, Records.of(verb)));
    if (method.getSimpleName().contentEquals(Names.HANDLER)) {
      database = true;
      readAny();
    }
  }

  private void read(VariableElement parameter, Records unmarked) {
    Optional<TypeElement> record = JavaTypes.record(parameter.asType());
    switch (ParameterKind.of(parameter, scope, unmarked)) {
      case FORM -> body = record.map(bodies::form);
      case QUERY -> record.map(fields::of).ifPresent(query::addAll);
      case BODY -> body = Optional.of(bodies.json(schemas.of(parameter.asType(), Direction.IN)));
      case OTHER -> readOther(parameter);
      case PROVIDED, MISSING -> {
        // Nothing of the request.
      }
    }
  }

  private void readOther(VariableElement parameter) {
    String name = parameter.getSimpleName().toString();
    switch (JavaTypes.name(parameter.asType())) {
      case Names.DSL_CONTEXT -> database = true;
      case Names.FORM_DATA -> body = Optional.of(bodies.anyForm());
      case Names.REQUEST, Names.JAVALIN_CONTEXT -> readAny();
      default -> url.variable(name).ifPresent(v -> variables.putIfAbsent(name, parameter.asType()));
    }
  }

  /** What the function makes of a body is not known. */
  private void readAny() {
    if (Names.BODY_VERBS.contains(verb)) {
      body = body.or(() -> Optional.of(bodies.any()));
    }
  }

  /** The fields of the query string. */
  List<Field> query() {
    return query;
  }

  /** What a segment is; a text if no function takes it by another type. */
  JsonObject schema(Segment segment) {
    return variables.containsKey(segment.name()) && !segment.isCatchAll()
        ? schemas.of(variables.get(segment.name()), Direction.TEXT)
        : new JsonObject().text("type", "string");
  }

  Optional<JsonObject> body() {
    return body;
  }

  /** Whether something of what was sent can be malformed. */
  boolean isRead() {
    return body.isPresent() || !query.isEmpty() || hasVariables();
  }

  boolean readsBody() {
    return body.isPresent();
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
}
