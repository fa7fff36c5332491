package dev.trestle.processor.client;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;

/**
 * A function as its callers see it.
 *
 * @param verb of HTTP
 * @param method that answers it
 * @param inputs what the caller gives
 * @param headers what else the function reads, cookies too
 * @param results what the caller may ask for: a method each
 * @param errors what else is answered, for people
 * @param errorBodies what errors may hold
 */
public record ClientCall(
    String verb,
    ExecutableElement method,
    List<Input> inputs,
    List<Header> headers,
    List<Result> results,
    List<String> errors,
    List<TypeMirror> errorBodies) {
  /**
   * A header or a cookie that a function reads by itself.
   *
   * @param place which of them
   * @param name of it
   * @param description for people; empty if that is not said
   */
  public record Header(String place, String name, String description) {}
}
