package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Takes path variables from the call, by their names. */
final class VariableBinder {
  private final Diagnostics diagnostics;
  private final Parsers parsers;
  private final RouteUrl url;

  VariableBinder(Diagnostics diagnostics, Parsers parsers, RouteUrl url) {
    this.diagnostics = diagnostics;
    this.parsers = parsers;
    this.url = url;
  }

  /** The expression; what cannot be a variable is reported. */
  String expression(VariableElement parameter) {
    String name = parameter.getSimpleName().toString();
    Optional<TypeMirror> element = JavaTypes.argument(parameter.asType(), Set.of(Names.LIST));
    Optional<SimpleType> simple = SimpleType.of(element.orElse(parameter.asType()));
    if (simple.isEmpty()) {
      diagnostics.error(parameter, nothing(parameter));
      return "";
    }
    Optional<Segment> segment = url.variable(name);
    if (segment.isEmpty()) {
      diagnostics.error(parameter, unknown(name, parameter));
      return "";
    }
    check(parameter, segment.get(), element, simple.get());
    return element.isPresent()
        ? "call.segments(" + Quoted.text(name) + ")"
        : "call.variable(" + Quoted.text(name) + ", " + parsers.expression(simple.get()) + ")";
  }

  private void check(
      VariableElement parameter, Segment segment, Optional<TypeMirror> element, SimpleType type) {
    String name = segment.name();
    if (element.isPresent() && !segment.isCatchAll()) {
      diagnostics.error(
          parameter,
          "'" + name + "' is one segment, not a List; declare it as " + element.get() + ".");
    } else if (segment.isCatchAll() && !type.isString()) {
      diagnostics.error(
          parameter,
          element.isPresent()
              ? "The segments of the catch-all '" + name + "' are a List<String>."
              : "'"
                  + name
                  + "' takes several segments; declare it as List<String>, or String to have them"
                  + " joined by slashes.");
    }
  }

  private static String nothing(VariableElement parameter) {
    return "Nothing of a request is a "
        + parameter.asType()
        + ". A parameter is a Request, Cookies, a Cache, a DataCache, a DSLContext, an After, a"
        + " Cancellation, an InstantSource, a Javalin Context, FormData, a record for the body or"
        + " the query string, or a path variable: "
        + SimpleType.LIST
        + ". A Middleware above may provide any other type.";
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
}
