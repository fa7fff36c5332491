package dev.trestle.processor;

import dev.trestle.processor.client.Result;
import dev.trestle.processor.client.Result.Kind;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** What callers are given of the answers of a function. */
final class ClientResults {
  private final TypeMirror any;

  ClientResults(Elements elements) {
    this.any = elements.getTypeElement("java.lang.Object").asType();
  }

  /** The usual result, and others that the caller may ask for. */
  List<Result> of(String verb, ExecutableElement method, List<DeclaredAnswer> declared) {
    TypeMirror type = method.getReturnType();
    if (List.of("HEAD", "OPTIONS").contains(verb)) {
      return List.of(Result.of(Kind.RAW));
    }
    Optional<TypeMirror> optional = JavaTypes.argument(type, Set.of(Names.OPTIONAL));
    if (ResultBinder.isOpen(method)) {
      return declared(declared.stream().filter(DeclaredAnswer::isSuccess).toList());
    }
    if (type.getKind() == TypeKind.VOID) {
      return List.of(Result.of(Kind.NONE));
    }
    if (optional.isPresent()) {
      return List.of(Result.of(Kind.OPTIONAL, optional.get()));
    }
    return JavaTypes.argument(type, Set.of(Names.BOUND_QUERY))
        .map(row -> List.of(Result.of(Kind.LIST, row), Result.of(Kind.STREAM, row)))
        .orElseGet(() -> List.of(json(type)));
  }

  private static Result json(TypeMirror type) {
    return type instanceof ArrayType array && array.getComponentType().getKind() != TypeKind.BYTE
        ? Result.of(Kind.LIST, array.getComponentType())
        : Result.of(Kind.JSON, type);
  }

  /** Of a function that returns a response. */
  private List<Result> declared(List<DeclaredAnswer> answers) {
    List<Result> results = new ArrayList<>();
    for (DeclaredAnswer answer : answers) {
      results.addAll(of(answer, answers.size() > 1));
    }
    List<Result> distinct = results.stream().distinct().toList();
    long statuses = answers.stream().map(DeclaredAnswer::status).distinct().count();
    if (distinct.isEmpty()) {
      return List.of(Result.of(Kind.RAW));
    }
    if (distinct.size() == 1 || statuses == 1) {
      return distinct;
    }
    // What the caller does not choose is told by the status.
    List<Result> valued = distinct.stream().filter(r -> r.kind() != Kind.NONE).toList();
    return valued.size() == 1 && valued.getFirst().kind() == Kind.JSON
        ? List.of(Result.of(Kind.OPTIONAL, valued.getFirst().type().orElseThrow()))
        : List.of(Result.of(Kind.RAW));
  }

  private List<Result> of(DeclaredAnswer answer, boolean several) {
    String type = answer.type().split(";", 2)[0].strip();
    if (answer.isEmpty() || !answer.tellsOfBody()) {
      return List.of(Result.of(Kind.NONE));
    }
    if (type.equals("text/event-stream")) {
      return List.of(Result.of(Kind.EVENTS, one(answer)).accepting(type));
    }
    if (type.endsWith("ndjson") || type.endsWith("jsonl")) {
      return List.of(Result.of(Kind.STREAM, one(answer)).accepting(type));
    }
    boolean isJson = type.isEmpty() || type.equals("application/json") || type.endsWith("+json");
    if (!isJson) {
      return List.of(Result.of(Kind.RAW).accepting(type));
    }
    return answer.bodies().isEmpty()
        ? List.of(Result.of(Kind.JSON, any))
        : answer.bodies().stream()
            .map(body -> several && !type.isEmpty() ? json(body).accepting(type) : json(body))
            .toList();
  }

  private TypeMirror one(DeclaredAnswer answer) {
    return answer.bodies().size() == 1 ? answer.bodies().getFirst() : any;
  }
}
