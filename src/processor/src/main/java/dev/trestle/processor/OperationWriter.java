package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import dev.trestle.processor.openapi.ApiIndex.Operation;
import dev.trestle.processor.openapi.Docs;
import dev.trestle.processor.openapi.Fields;
import dev.trestle.processor.openapi.Javadoc;
import dev.trestle.processor.openapi.JsonObject;
import dev.trestle.processor.openapi.RequestBodies;
import dev.trestle.processor.openapi.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;

/** Describes the functions of routes as OpenAPI's operations. */
final class OperationWriter {
  private static final List<String> HANDLED = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final Docs docs;
  private final Schemas schemas;
  private final Fields fields;
  private final RequestBodies bodies;
  private final Declarations declared;
  private final AnswerWriter answers;

  OperationWriter(Docs docs, Schemas schemas, Declarations declared) {
    this.docs = docs;
    this.schemas = schemas;
    this.fields = new Fields(schemas, docs);
    this.bodies = new RequestBodies(fields, docs);
    this.declared = declared;
    this.answers = new AnswerWriter(schemas, declared);
  }

  /**
   * The operations of a route, at each of its paths.
   *
   * @param methods its functions
   * @param middleware around them
   * @param scope what they may be given
   */
  List<Operation> of(
      RouteClass route,
      List<ExecutableElement> methods,
      List<MiddlewareClass> middleware,
      Scope scope) {
    List<Operation> operations = new ArrayList<>();
    for (String path : paths(route.url())) {
      for (ExecutableElement method : methods) {
        boolean handler = method.getSimpleName().contentEquals(Names.HANDLER);
        for (String verb : handler ? HANDLED : FunctionFinder.verbs(method)) {
          Inputs inputs = new Inputs(bodies, schemas, fields, route.url(), scope, verb);
          inputs.read(method, middleware);
          operations.add(
              new Operation(
                  route.name(),
                  path,
                  verb.toLowerCase(Locale.ROOT),
                  operation(route, method, middleware, inputs, path).toString()));
        }
      }
    }
    return operations;
  }

  private JsonObject operation(
      RouteClass route,
      ExecutableElement method,
      List<MiddlewareClass> middleware,
      Inputs inputs,
      String path) {
    Javadoc doc = docs.of(method);
    String more = doc.more();
    String about = docs.of(route.element()).description();
    JsonObject operation =
        new JsonObject()
            .text("summary", doc.summary().replaceAll("[`*]", ""))
            .text("description", more.isEmpty() ? about : more + "\n\n" + about);
    if (method.getAnnotation(Deprecated.class) != null) {
      operation.put("deprecated", true);
    }
    if (route.url().segments().stream().anyMatch(Segment::isCatchAll)) {
      operation.put("x-catch-all", true);
    }
    JsonObject responses = answers.of(route, method, middleware, inputs);
    List<JsonObject> parameters =
        ParameterWriter.of(
            route.url(), path, inputs, doc, declared.inputs(method, middleware), responses);
    if (!parameters.isEmpty()) {
      operation.put("parameters", JsonObject.array(parameters));
    }
    inputs.body().ifPresent(body -> operation.put("requestBody", body));
    return operation.put("responses", responses);
  }

  /** With and without the segments of a catch-all that may have none. */
  private static List<String> paths(RouteUrl url) {
    List<Segment> segments = url.segments();
    String path = segments.stream().map(OperationWriter::path).collect(Collectors.joining());
    if (!segments.isEmpty() && segments.getLast().kind() == Segment.Kind.OPTIONAL_CATCH_ALL) {
      return List.of(path.isEmpty() ? "/" : path, parent(path));
    }
    return List.of(path.isEmpty() ? "/" : path);
  }

  private static String parent(String path) {
    String parent = path.substring(0, path.lastIndexOf('/'));
    return parent.isEmpty() ? "/" : parent;
  }

  private static String path(Segment segment) {
    return segment.isVariable() ? "/{" + segment.name() + "}" : segment.template();
  }
}
