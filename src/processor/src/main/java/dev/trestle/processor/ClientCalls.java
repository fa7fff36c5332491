package dev.trestle.processor;

import dev.trestle.processor.client.ClientCall;
import dev.trestle.processor.client.ClientRoute;
import dev.trestle.processor.client.Comments;
import dev.trestle.processor.client.Input;
import dev.trestle.processor.client.Input.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** The functions of a route as its callers see them. */
final class ClientCalls {
  private final DeclaredAnswers declared;
  private final ClientResults results;
  private final Comments comments;

  ClientCalls(DeclaredAnswers declared, ClientResults results, Comments comments) {
    this.declared = declared;
    this.results = results;
    this.comments = comments;
  }

  ClientRoute of(RouteClass route, List<MiddlewareClass> around, Scope scope) {
    List<ClientCall> calls = new ArrayList<>();
    for (String verb : Names.VERBS) {
      ElementFilter.methodsIn(route.element().getEnclosedElements()).stream()
          .filter(method -> FunctionFinder.isCallable(method))
          .filter(method -> FunctionFinder.verbs(method).contains(verb))
          .findFirst()
          .ifPresent(method -> calls.add(call(verb, method, route.url(), around, scope)));
    }
    return new ClientRoute(route.element(), route.url().template(), calls);
  }

  private ClientCall call(
      String verb,
      ExecutableElement method,
      RouteUrl url,
      List<MiddlewareClass> around,
      Scope scope) {
    List<DeclaredAnswer> errors =
        Stream.concat(
                around.stream()
                    .flatMap(m -> Stream.concat(m.around().stream(), m.providers().stream()))
                    .flatMap(m -> declared.of(m).stream()),
                declared.of(method).stream())
            .filter(answer -> !answer.isSuccess())
            .toList();
    return new ClientCall(
        verb,
        method,
        inputs(verb, method, url, scope),
        results.of(verb, method, declared.of(method)),
        errors.stream()
            .map(e -> e.status() + (e.description().isEmpty() ? "" : ": " + e.description()))
            .distinct()
            .toList(),
        errors.stream().flatMap(e -> e.bodies().stream()).toList());
  }

  private List<Input> inputs(String verb, ExecutableElement method, RouteUrl url, Scope scope) {
    List<String> names = comments.parameters(method);
    List<Input> inputs = new ArrayList<>();
    for (Segment segment : url.segments()) {
      if (segment.isVariable()) {
        inputs.add(variable(segment, method, names));
      }
    }
    boolean body = Names.BODY_VERBS.contains(verb);
    boolean raw = method.getSimpleName().contentEquals(Names.HANDLER);
    for (int i = 0; i < method.getParameters().size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      Optional<Kind> kind = kind(parameter, body, scope);
      raw |=
          List.of(Names.REQUEST, Names.JAVALIN_CONTEXT)
              .contains(JavaTypes.name(parameter.asType()));
      if (kind.isPresent()) {
        inputs.add(new Input(kind.get(), names.get(i), Optional.of(parameter.asType())));
      }
    }
    boolean sends =
        inputs.stream()
            .anyMatch(i -> List.of(Kind.BODY, Kind.FORM, Kind.FORM_DATA).contains(i.kind()));
    if (body && raw && !sends) {
      inputs.add(new Input(Kind.CONTENT, "content", Optional.empty()));
    }
    return inputs;
  }

  private static Input variable(Segment segment, ExecutableElement method, List<String> names) {
    if (segment.isCatchAll()) {
      return new Input(Kind.SEGMENTS, segment.name(), Optional.empty());
    }
    int at = names.indexOf(segment.name());
    Optional<TypeMirror> type =
        at < 0 || at >= method.getParameters().size()
            ? Optional.empty()
            : Optional.of(method.getParameters().get(at).asType())
                .filter(t -> SimpleType.of(t).isPresent());
    return new Input(Kind.VARIABLE, segment.name(), type);
  }

  private static Optional<Kind> kind(VariableElement parameter, boolean body, Scope scope) {
    TypeMirror type = parameter.asType();
    boolean query = SegmentReader.annotation(parameter, Names.QUERY).isPresent();
    if (SegmentReader.annotation(parameter, Names.FORM).isPresent()) {
      return Optional.of(Kind.FORM);
    }
    if (scope.find(type).isPresent() && !query) {
      return Optional.empty();
    }
    if (JavaTypes.record(type).isPresent()) {
      return Optional.of(query || !body ? Kind.QUERY : Kind.BODY);
    }
    return JavaTypes.name(type).equals(Names.FORM_DATA)
        ? Optional.of(Kind.FORM_DATA)
        : Optional.empty();
  }
}
