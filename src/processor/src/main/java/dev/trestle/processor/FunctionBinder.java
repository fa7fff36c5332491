package dev.trestle.processor;

import dev.trestle.processor.ParameterKind.Records;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Takes the parameters of one function from the call, by type and by name. */
final class FunctionBinder {
  /** What a call has by itself, by type. */
  private static final Map<String, String> PARTS =
      Map.of(
          Names.REQUEST, "call.request()",
          Names.AFTER, "call.after()",
          Names.FORM_DATA, "call.formData()",
          Names.INSTANT_SOURCE, "call.clock()",
          Names.CANCELLATION, "call.cancellation()",
          Names.CACHE, "call.cache()",
          Names.COOKIES, "call.cookies()",
          Names.DSL_CONTEXT, "call.db()");

  private final Diagnostics diagnostics;
  private final ResultBinder results;
  private final Parsers parsers;
  private final VariableBinder variables;
  private final RouteUrl url;
  private final Scope scope;
  private final Constraints constraints;

  FunctionBinder(
      Diagnostics diagnostics, ResultBinder results, Parsers parsers, RouteUrl url, Scope scope) {
    this.diagnostics = diagnostics;
    this.results = results;
    this.parsers = parsers;
    this.variables = new VariableBinder(diagnostics, parsers, url);
    this.url = url;
    this.scope = scope;
    this.constraints = new Constraints(diagnostics);
  }

  /**
   * The parameters of a method, ready to be written.
   *
   * @param expressions one for each
   * @param helpers whole methods that they call
   */
  record Arguments(List<String> expressions, List<String> helpers) {}

  /**
   * Binds a function.
   *
   * @param transactional whether it runs in a transaction
   */
  Function bind(ExecutableElement method, boolean transactional) {
    String verb = method.getSimpleName().toString();
    if (verb.equals(Names.HANDLER)) {
      return LegacyBinder.bind(method, url, transactional);
    }
    Arguments bound =
        arguments(method.getParameters(), verb.toLowerCase(Locale.ROOT), Records.of(verb));
    List<String> statements =
        transactional
            ? new TransactionalFunction(diagnostics, scope)
                .statements(method, bound.expressions(), given -> answer(method, given))
            : answer(method, bound.expressions());
    return new Function(
        verb, statements, bound.helpers(), transactional || !method.getThrownTypes().isEmpty());
  }

  private List<String> answer(ExecutableElement method, List<String> arguments) {
    String call =
        Names.ROUTE + "." + method.getSimpleName() + "(" + String.join(", ", arguments) + ")";
    return results.statements(method, call);
  }

  /**
   * Binds the parameters of a method.
   *
   * @param prefix begins the names of helper methods
   * @param unmarked what a record is that is not marked
   */
  Arguments arguments(List<? extends VariableElement> parameters, String prefix, Records unmarked) {
    List<String> arguments = new ArrayList<>();
    List<String> helpers = new ArrayList<>();
    Map<ParameterKind, VariableElement> records = new EnumMap<>(ParameterKind.class);
    for (VariableElement parameter : parameters) {
      ParameterKind kind = ParameterKind.of(parameter, scope, unmarked);
      once(parameter, kind, records);
      arguments.add(
          switch (kind) {
            case FORM -> form(parameter, prefix, unmarked, helpers);
            case PROVIDED -> scope.find(parameter.asType()).orElseThrow();
            case QUERY -> read(parameter, RecordBinder.Source.QUERY, prefix, helpers);
            case BODY -> body(parameter);
            case MISSING -> missing(parameter);
            case OTHER -> other(parameter);
          });
    }
    return new Arguments(arguments, helpers);
  }

  private String form(
      VariableElement parameter, String prefix, Records unmarked, List<String> helpers) {
    if (ParameterKind.isQuery(parameter)) {
      diagnostics.error(
          parameter, "'" + parameter + "' is either a @Form or a @Query; take one away.");
    } else if (JavaTypes.record(parameter.asType()).isEmpty()) {
      diagnostics.error(
          parameter, "@Form binds a record; declare one with the component " + parameter + ".");
    } else if (unmarked == Records.QUERY) {
      diagnostics.error(
          parameter,
          "'"
              + parameter
              + "' cannot be a form: that is a body, which POST, PUT and PATCH have; take @Form"
              + " away.");
    } else {
      return read(parameter, RecordBinder.Source.FORM, prefix, helpers);
    }
    return "";
  }

  /** By a method of its own. */
  private String read(
      VariableElement parameter, RecordBinder.Source source, String prefix, List<String> helpers) {
    TypeElement record = checked(parameter);
    String name = prefix + capital(parameter);
    helpers.add(new RecordBinder(diagnostics, parsers, source).helper(name, record));
    return parsers.checked(record, name + "(call)", constraints);
  }

  private String body(VariableElement parameter) {
    TypeElement record = checked(parameter);
    return parsers.checked(
        record, "call.body(" + record.getQualifiedName() + ".class)", constraints);
  }

  private String missing(VariableElement parameter) {
    diagnostics.error(
        parameter,
        scope
            .later(parameter.asType())
            .map(FunctionBinder::later)
            .orElse(
                "Nothing further out provides a "
                    + parameter.asType()
                    + ". For the query string write @Query before it; a body is read by the function,"
                    + " or here from a Request."));
    return "";
  }

  private static String later(String provider) {
    return provider
        + " runs after this, so its value is not there yet; move that method up, or into a"
        + " Middleware further out.";
  }

  /** There is one query string, and one body, be it a form or not. */
  private void once(
      VariableElement parameter, ParameterKind kind, Map<ParameterKind, VariableElement> records) {
    if (kind != ParameterKind.QUERY && kind != ParameterKind.BODY && kind != ParameterKind.FORM) {
      return;
    }
    boolean query = kind == ParameterKind.QUERY;
    VariableElement other =
        records.putIfAbsent(query ? ParameterKind.QUERY : ParameterKind.BODY, parameter);
    if (other != null) {
      diagnostics.error(
          parameter,
          "'"
              + other.getSimpleName()
              + "' is the "
              + (query ? "query string" : "body")
              + " already, so '"
              + parameter.getSimpleName()
              + "' cannot be: "
              + (kind == ParameterKind.BODY
                  ? "put @Query before the one that is the query string"
                  : "put the components into one record")
              + ".");
    }
  }

  /** The record of a parameter, which generated code has to make. */
  private TypeElement checked(VariableElement parameter) {
    TypeElement record = JavaTypes.record(parameter.asType()).orElseThrow();
    if (!record.getTypeParameters().isEmpty()) {
      diagnostics.error(
          parameter,
          "The record " + record + " has type parameters; declare one for this function.");
    }
    if (!JavaTypes.isVisible(record)) {
      diagnostics.error(
          parameter,
          "The record "
              + record
              + " is private, so the generated code beside it cannot make one; take 'private' away.");
    }
    return record;
  }

  private String other(VariableElement parameter) {
    TypeMirror type = parameter.asType();
    if (ParameterKind.isQuery(parameter)) {
      diagnostics.error(
          parameter, "@Query binds a record; declare one with the component " + parameter + ".");
      return "";
    }
    if (SimpleType.of(type).isEmpty() && scope.later(type).isPresent()) {
      diagnostics.error(parameter, later(scope.later(type).get()));
      return "";
    }
    return switch (JavaTypes.name(type)) {
      case Names.DATA_CACHE -> parsers.data();
      case Names.JAVALIN_CONTEXT -> parsers.context();
      default ->
          Optional.ofNullable(PARTS.get(JavaTypes.name(type)))
              .orElseGet(() -> variables.expression(parameter));
    };
  }

  static String capital(Element element) {
    String name = element.getSimpleName().toString();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
