package dev.trestle.processor;

import dev.trestle.processor.ParameterKind.Records;
import dev.trestle.processor.client.ClientCall;
import dev.trestle.processor.client.ClientCall.Header;
import dev.trestle.processor.client.ClientRoute;
import dev.trestle.processor.client.Comments;
import dev.trestle.processor.client.Input;
import dev.trestle.processor.client.Input.Kind;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
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
  private final Declarations declared;
  private final ClientResults results;
  private final Comments comments;

  ClientCalls(Declarations declared, ClientResults results, Comments comments) {
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
        Stream.of(declared.around(around), declared.of(method))
            .flatMap(List::stream)
            .filter(answer -> !answer.isSuccess())
            .toList();
    return new ClientCall(
        verb,
        method,
        inputs(verb, method, url, scope),
        declared.inputs(method, around).stream().map(ClientCalls::header).toList(),
        results.of(verb, method, declared.of(method)),
        errors.stream()
            .map(e -> e.status() + (e.description().isEmpty() ? "" : ": " + e.description()))
            .distinct()
            .toList(),
        errors.stream().flatMap(e -> e.bodies().stream()).toList());
  }

  private static Header header(DeclaredInput input) {
    return new Header(input.place(), input.name(), input.description());
  }

  private List<Input> inputs(String verb, ExecutableElement method, RouteUrl url, Scope scope) {
    List<String> names = comments.parameters(method);
    List<Input> inputs = new ArrayList<>();
    for (Segment segment : url.segments()) {
      if (segment.isVariable()) {
        inputs.add(variable(segment, method, names));
      }
    }
    boolean raw = method.getSimpleName().contentEquals(Names.HANDLER);
    for (int i = 0; i < method.getParameters().size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      Optional<Kind> kind = kind(parameter, Records.of(verb), scope);
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
    if (Names.BODY_VERBS.contains(verb) && raw && !sends) {
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

  private static Optional<Kind> kind(VariableElement parameter, Records unmarked, Scope scope) {
    return switch (ParameterKind.of(parameter, scope, unmarked)) {
      case FORM -> Optional.of(Kind.FORM);
      case QUERY -> Optional.of(Kind.QUERY);
      case BODY -> Optional.of(Kind.BODY);
      case OTHER ->
          Optional.of(Kind.FORM_DATA)
              .filter(kind -> JavaTypes.name(parameter.asType()).equals(Names.FORM_DATA));
      case PROVIDED, MISSING -> Optional.empty();
    };
  }
}
