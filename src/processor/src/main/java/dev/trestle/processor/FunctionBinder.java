package dev.trestle.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Takes the parameters of one function from the call, by type and by name. */
final class FunctionBinder {
  private final Diagnostics diagnostics;
  private final ResultBinder results;
  private final Parsers parsers;
  private final RouteUrl url;
  private final Scope scope;
  private final Constraints constraints;

  FunctionBinder(
      Diagnostics diagnostics, ResultBinder results, Parsers parsers, RouteUrl url, Scope scope) {
    this.diagnostics = diagnostics;
    this.results = results;
    this.parsers = parsers;
    this.url = url;
    this.scope = scope;
    this.constraints = new Constraints(diagnostics);
  }

  /** What a record is that is not marked. */
  enum Records {
    QUERY,
    BODY,
    /** In middleware: something that is provided. */
    PROVIDED
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
        arguments(
            method.getParameters(),
            verb.toLowerCase(Locale.ROOT),
            Names.BODY_VERBS.contains(verb) ? Records.BODY : Records.QUERY);
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
   * @param records what an unmarked record is
   */
  Arguments arguments(List<? extends VariableElement> parameters, String prefix, Records records) {
    List<String> arguments = new ArrayList<>();
    List<String> helpers = new ArrayList<>();
    Optional<VariableElement> query = Optional.empty();
    Optional<VariableElement> body = Optional.empty();
    for (VariableElement parameter : parameters) {
      Optional<TypeElement> record = JavaTypes.record(parameter.asType());
      boolean marked = SegmentReader.annotation(parameter, Names.QUERY).isPresent();
      boolean form = SegmentReader.annotation(parameter, Names.FORM).isPresent();
      Optional<String> provided = scope.find(parameter.asType());
      if (form) {
        once(parameter, body, "body", "put the components into one record");
        body = Optional.of(parameter);
        String name = prefix + capital(parameter);
        form(parameter, record, records, marked)
            .ifPresent(type -> {
              helpers.add(
                  new RecordBinder(diagnostics, parsers, RecordBinder.Source.FORM)
                      .helper(name, type));
              arguments.add(parsers.checked(type, name + "(call)", constraints));
            });
      } else if (provided.isPresent() && !marked) {
        arguments.add(provided.get());
      } else if (record.isEmpty()) {
        arguments.add(plain(parameter, marked));
      } else if (!marked && records == Records.PROVIDED) {
        arguments.add(missing(parameter, record.get()));
      } else if (marked || records == Records.QUERY) {
        once(parameter, query, "query string", "put the components into one record");
        query = Optional.of(parameter);
        check(parameter, record.get());
        String name = prefix + capital(parameter);
        helpers.add(
            new RecordBinder(diagnostics, parsers, RecordBinder.Source.QUERY)
                .helper(name, record.get()));
        arguments.add(parsers.checked(record.get(), name + "(call)", constraints));
      } else {
        once(parameter, body, "body", "put @Query before the one that is the query string");
        body = Optional.of(parameter);
        check(parameter, record.get());
        String read = "call.body(" + record.get().getQualifiedName() + ".class)";
        arguments.add(parsers.checked(record.get(), read, constraints));
      }
    }
    return new Arguments(arguments, helpers);
  }

  private Optional<TypeElement> form(
      VariableElement parameter, Optional<TypeElement> record, Records records, boolean marked) {
    if (marked) {
      diagnostics.error(
          parameter, "'" + parameter + "' is either a @Form or a @Query; take one away.");
    } else if (record.isEmpty()) {
      diagnostics.error(
          parameter, "@Form binds a record; declare one with the component " + parameter + ".");
    } else if (records == Records.QUERY) {
      diagnostics.error(
          parameter, "A form is a body, which POST, PUT and PATCH have; take @Form away.");
    } else {
      check(parameter, record.get());
    }
    return record;
  }

  private String missing(VariableElement parameter, TypeElement record) {
    diagnostics.error(
        parameter,
        scope
            .later(parameter.asType())
            .map(FunctionBinder::later)
            .orElse(
                "Nothing further out provides a "
                    + record
                    + ". For the query string write @Query before it; a body is read by the function,"
                    + " or here from a Request."));
    return "";
  }

  private static String later(String provider) {
    return provider
        + " runs after this, so its value is not there yet; move that method up, or into a"
        + " Middleware further out.";
  }

  private void once(
      VariableElement parameter, Optional<VariableElement> first, String what, String instead) {
    first.ifPresent(other ->
        diagnostics.error(
            parameter,
            "'"
                + other.getSimpleName()
                + "' is the "
                + what
                + " already, so '"
                + parameter.getSimpleName()
                + "' cannot be: "
                + instead
                + "."));
  }

  private void check(VariableElement parameter, TypeElement record) {
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
  }

  private String plain(VariableElement parameter, boolean marked) {
    TypeMirror type = parameter.asType();
    if (marked) {
      diagnostics.error(
          parameter, "@Query binds a record; declare one with the component " + parameter + ".");
      return "";
    }
    switch (JavaTypes.name(type)) {
      case Names.REQUEST -> {
        return "call.request()";
      }
      case Names.AFTER -> {
        return "call.after()";
      }
      case Names.FORM_DATA -> {
        return "call.formData()";
      }
      case Names.INSTANT_SOURCE -> {
        return "call.clock()";
      }
      case Names.CANCELLATION -> {
        return "call.cancellation()";
      }
      case Names.CACHE -> {
        return "call.cache()";
      }
      case Names.DATA_CACHE -> {
        return parsers.data();
      }
      case Names.COOKIES -> {
        return "call.cookies()";
      }
      case Names.DSL_CONTEXT -> {
        return "call.db()";
      }
      case Names.JAVALIN_CONTEXT -> {
        return parsers.context();
      }
      default -> {
        return variable(parameter);
      }
    }
  }

  private String variable(VariableElement parameter) {
    String name = parameter.getSimpleName().toString();
    Optional<TypeMirror> element = JavaTypes.argument(parameter.asType(), Set.of("java.util.List"));
    Optional<SimpleType> simple = SimpleType.of(element.orElse(parameter.asType()));
    if (simple.isEmpty() && scope.later(parameter.asType()).isPresent()) {
      diagnostics.error(parameter, later(scope.later(parameter.asType()).get()));
      return "";
    }
    if (simple.isEmpty()) {
      diagnostics.error(
          parameter,
          "Nothing of a request is a "
              + parameter.asType()
              + ". A parameter is a Request, Cookies, a Cache, a DataCache, a DSLContext, an After, a"
              + " Cancellation, an InstantSource, a Javalin Context, FormData, a record for the body or the query string, or a path variable: "
              + SimpleType.LIST
              + ". A Middleware above may provide any other type.");
      return "";
    }
    Optional<Segment> segment = url.variable(name);
    if (segment.isEmpty()) {
      diagnostics.error(parameter, unknown(name, parameter));
      return "";
    }
    if (element.isPresent()) {
      if (!segment.get().isCatchAll() || !simple.get().isString()) {
        diagnostics.error(
            parameter,
            segment.get().isCatchAll()
                ? "The segments of the catch-all '" + name + "' are a List<String>."
                : "'"
                    + name
                    + "' is one segment, not a List; declare it as "
                    + element.get()
                    + ".");
      }
      return "call.segments(" + SourceWriter.literal(name) + ")";
    }
    if (segment.get().isCatchAll() && !simple.get().isString()) {
      diagnostics.error(
          parameter,
          "'"
              + name
              + "' takes several segments; declare it as List<String>, or String to have them"
              + " joined by slashes.");
    }
    return "call.variable("
        + SourceWriter.literal(name)
        + ", "
        + parsers.expression(simple.get())
        + ")";
  }

  private String unknown(String name, VariableElement parameter) {
    List<String> variables = url.variables();
    if (name.matches("arg\\d+")) {
      return parameter.getEnclosingElement().getEnclosingElement()
          + " was compiled before, without the names of its parameters, which are needed now that"
          + " something around it has changed; compile it too, by a clean build.";
    }
    if (!variables.isEmpty()) {
      return "No segment of "
          + url.template()
          + " is called '"
          + name
          + "'; its variables are "
          + String.join(", ", variables)
          + "."
          + Diagnostics.didYouMean(name, variables);
    }
    return "The URL "
        + url.template()
        + " has no variable '"
        + name
        + "'. For the query string declare a record, like record Filter("
        + parameter.asType()
        + " "
        + name
        + "); for a path variable move this Route into a package _"
        + name
        + ".";
  }

  static String capital(Element element) {
    String name = element.getSimpleName().toString();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
