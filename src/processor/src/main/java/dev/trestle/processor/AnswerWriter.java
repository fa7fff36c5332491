package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.openapi.AnswerHeaders;
import dev.trestle.processor.openapi.ErrorAnswers;
import dev.trestle.processor.openapi.JsonObject;
import dev.trestle.processor.openapi.Schemas;
import dev.trestle.processor.openapi.Schemas.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Describes the answers of a function: those that follow from its types, and those it declares. */
final class AnswerWriter {
  private static final String JSON = "application/json";

  private final Schemas schemas;
  private final Declarations declared;

  AnswerWriter(Schemas schemas, Declarations declared) {
    this.schemas = schemas;
    this.declared = declared;
  }

  /** By status. */
  JsonObject of(
      RouteClass route, ExecutableElement method, List<MiddlewareClass> middleware, Inputs inputs) {
    TreeMap<String, JsonObject> answers = new TreeMap<>();
    for (int status : implied(route, method, inputs)) {
      answers.put(String.valueOf(status), ErrorAnswers.of(status));
    }
    signature(method).forEach((status, body) -> answers.put(status, body));
    List<DeclaredAnswer> around = declared.around(middleware);
    declare(around, answers);
    List<DeclaredAnswer> own = declared.of(method);
    declare(own, answers);
    if (ResultBinder.isOpen(method) && own.stream().noneMatch(answer -> answer.status() < 400)) {
      answers.put("default", new JsonObject().text("description", "Whatever it answers"));
    }
    if (inputs.verb().equals("HEAD")) {
      answers.replaceAll((status, answer) -> withoutBody(status, answer));
    }
    String policy = route.policies().getOrDefault(inputs.verb(), "");
    JsonObject responses = new JsonObject();
    answers.forEach((status, answer) -> {
      headers(status, answers.keySet(), policy, Stream.of(around, own)).addTo(answer);
      responses.put(status, answer);
    });
    return responses;
  }

  /** Those that follow from policies and other answers, and those that are declared. */
  private static AnswerHeaders headers(
      String status, Set<String> statuses, String policy, Stream<List<DeclaredAnswer>> declared) {
    AnswerHeaders headers = new AnswerHeaders();
    boolean success = status.startsWith("2");
    if (success && policy.contains(".withRate(")) {
      headers.with("RateLimit", "").with("RateLimit-Policy", "");
    }
    if (status.equals("200") && policy.contains("." + CachedPolicy.CALL)) {
      headers.with("Age", "").with("Cache-Control", "");
    }
    if (statuses.contains("304") && (status.equals("200") || status.equals("304"))) {
      headers.with("ETag", "");
    }
    if (statuses.contains("206") && status.equals("200")) {
      headers.with("Accept-Ranges", "");
    }
    if (status.equals("206")) {
      headers.with("Accept-Ranges", "").with("Content-Range", "");
    }
    declared
        .flatMap(List::stream)
        .filter(answer -> String.valueOf(answer.status()).equals(status))
        .flatMap(answer -> answer.headers().stream())
        .forEach(header -> headers.with(header.name(), header.description()));
    return headers;
  }

  private static JsonObject withoutBody(String status, JsonObject answer) {
    return status.equals("default")
        ? answer
        : new JsonObject().text("description", ErrorAnswers.describe(Integer.parseInt(status), ""));
  }

  /** What the library answers without the function. */
  private static Set<Integer> implied(RouteClass route, ExecutableElement method, Inputs inputs) {
    Set<Integer> statuses = new TreeSet<>(List.of(500, 503));
    String policy = route.policies().getOrDefault(inputs.verb(), "");
    if (inputs.isRead()) {
      statuses.add(400);
    }
    if (inputs.hasVariables() || optional(method.getReturnType()).isPresent()) {
      statuses.add(404);
    }
    if (inputs.readsBody()) {
      statuses.addAll(List.of(408, 413, 415));
    }
    if (inputs.writes()) {
      statuses.addAll(List.of(409, 422));
    }
    if (policy.contains(".withRate(")) {
      statuses.add(429);
    }
    if (policy.contains("." + CachedPolicy.CALL)) {
      statuses.add(304);
    }
    return statuses;
  }

  /** What a function that returns a value answers with it. */
  private TreeMap<String, JsonObject> signature(ExecutableElement method) {
    TreeMap<String, JsonObject> answers = new TreeMap<>();
    TypeMirror result = method.getReturnType();
    if (ResultBinder.isOpen(method)) {
      return answers;
    }
    if (result.getKind() == TypeKind.VOID) {
      answers.put("204", ErrorAnswers.of(204));
      return answers;
    }
    Optional<TypeMirror> rows = JavaTypes.argument(result, Set.of(Names.BOUND_QUERY));
    JsonObject schema = schemas.of(rows.or(() -> optional(result)).orElse(result), Direction.OUT);
    if (rows.isPresent()) {
      schema = new JsonObject().text("type", "array").put("items", schema);
    }
    answers.put("200", ErrorAnswers.of(200).put("content", content(JSON, media(schema))));
    return answers;
  }

  private void declare(List<DeclaredAnswer> declared, TreeMap<String, JsonObject> answers) {
    TreeMap<Integer, List<DeclaredAnswer>> byStatus = new TreeMap<>();
    declared.forEach(d -> byStatus.computeIfAbsent(d.status(), s -> new ArrayList<>()).add(d));
    byStatus.forEach((status, all) -> {
      String description =
          all.stream()
              .map(DeclaredAnswer::description)
              .filter(d -> !d.isEmpty())
              .findFirst()
              .orElse("");
      JsonObject known = answers.get(String.valueOf(status));
      if (all.stream().anyMatch(DeclaredAnswer::tellsOfBody)) {
        JsonObject content = new JsonObject();
        all.forEach(answer -> content.put(type(answer), media(answer)));
        answers.put(
            String.valueOf(status),
            new JsonObject()
                .text("description", ErrorAnswers.describe(status, description))
                .put("content", content));
      } else if (known != null && status < 400) {
        known.text("description", description);
      } else {
        answers.put(
            String.valueOf(status),
            description.isEmpty() && all.stream().allMatch(answer -> answer.headers().isEmpty())
                ? ErrorAnswers.of(status)
                : ErrorAnswers.described(status, description));
      }
    });
  }

  private static String type(DeclaredAnswer answer) {
    return answer.type().isEmpty() ? JSON : answer.type().split(";", 2)[0].strip();
  }

  private JsonObject media(DeclaredAnswer answer) {
    String type = type(answer);
    JsonObject body = alternatives(answer.bodies());
    if (type.equals(JSON) || type.endsWith("+json")) {
      return media(body);
    }
    JsonObject text = new JsonObject().text("type", "string");
    if (answer.bodies().isEmpty()) {
      return type.startsWith("text/") ? media(text) : new JsonObject();
    }
    return media(text.text("contentMediaType", type).put("contentSchema", body));
  }

  private JsonObject alternatives(List<TypeMirror> bodies) {
    List<JsonObject> all = bodies.stream().map(b -> schemas.of(b, Direction.OUT)).toList();
    return switch (all.size()) {
      case 0 -> new JsonObject();
      case 1 -> all.getFirst();
      default -> new JsonObject().put("anyOf", JsonObject.array(all));
    };
  }

  private static JsonObject media(JsonObject schema) {
    return schema.isEmpty() ? new JsonObject() : new JsonObject().put("schema", schema);
  }

  private static JsonObject content(String type, JsonObject media) {
    return new JsonObject().put(type, media);
  }

  private static Optional<TypeMirror> optional(TypeMirror type) {
    return JavaTypes.argument(type, Set.of(Names.OPTIONAL));
  }
}
