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

  FunctionBinder(Diagnostics diagnostics, ResultBinder results, Parsers parsers, RouteUrl url) {
    this.diagnostics = diagnostics;
    this.results = results;
    this.parsers = parsers;
    this.url = url;
  }

  Function bind(ExecutableElement method) {
    String verb = method.getSimpleName().toString();
    List<String> arguments = new ArrayList<>();
    List<String> helpers = new ArrayList<>();
    Optional<VariableElement> query = Optional.empty();
    Optional<VariableElement> body = Optional.empty();
    for (VariableElement parameter : method.getParameters()) {
      Optional<TypeElement> record = JavaTypes.record(parameter.asType());
      boolean marked = SegmentReader.annotation(parameter, Names.QUERY).isPresent();
      if (record.isEmpty()) {
        arguments.add(plain(parameter, marked));
      } else if (marked || !Names.BODY_VERBS.contains(verb)) {
        once(parameter, query, "query string", "put the components into one record");
        query = Optional.of(parameter);
        check(parameter, record.get());
        String name = verb.toLowerCase(Locale.ROOT) + capital(parameter);
        helpers.add(new QueryBinder(diagnostics, parsers).helper(name, record.get()));
        arguments.add(name + "(call)");
      } else {
        once(parameter, body, "body", "put @Query before the one that is the query string");
        body = Optional.of(parameter);
        check(parameter, record.get());
        arguments.add("call.body(" + record.get().getQualifiedName() + ".class)");
      }
    }
    String call = Names.ROUTE + "." + verb + "(" + String.join(", ", arguments) + ")";
    return new Function(
        verb, results.statements(method, call), helpers, !method.getThrownTypes().isEmpty());
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
      case Names.COOKIES -> {
        return "call.cookies()";
      }
      case Names.DSL_CONTEXT -> {
        return "call.db()";
      }
      case Names.JAVALIN_CONTEXT -> {
        return "call.javalin()";
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
    if (simple.isEmpty()) {
      diagnostics.error(
          parameter,
          "Nothing of a request is a "
              + parameter.asType()
              + ". A parameter is a Request, Cookies, a DSLContext, an After, a Javalin Context, a record for the"
              + " body or the query string, or a path variable: "
              + SimpleType.LIST
              + ".");
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

  private static String capital(Element element) {
    String name = element.getSimpleName().toString();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
