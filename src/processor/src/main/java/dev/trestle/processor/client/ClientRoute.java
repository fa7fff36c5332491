package dev.trestle.processor.client;

import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * A route as its callers see it.
 *
 * @param element the class
 * @param template of its URL
 * @param calls its functions, in the order of the verbs
 */
public record ClientRoute(TypeElement element, String template, List<ClientCall> calls) {}
