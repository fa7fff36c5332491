package dev.trestle.processor.client;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * What only sources tell: comments, and the names of parameters. It is kept from one compilation to
 * the next, for what is not compiled again.
 */
public final class Comments {
  private final Elements elements;
  private final Set<? extends Element> compiled;
  private final Map<String, String> known;
  private final Map<String, String> used = new TreeMap<>();

  /**
   * @param compiled the types whose sources are there
   * @param known what {@link #used} was the last time
   */
  public Comments(Elements elements, Set<? extends Element> compiled, Map<String, String> known) {
    this.elements = elements;
    this.compiled = compiled;
    this.known = known;
  }

  Doc of(Element element) {
    return Doc.of(remembered("comment " + key(element), element, elements.getDocComment(element)));
  }

  /** The names of a method's parameters. */
  public List<String> parameters(ExecutableElement method) {
    String names =
        method.getParameters().stream()
            .map(parameter -> parameter.getSimpleName().toString())
            .collect(Collectors.joining(" "));
    String remembered = remembered("parameters " + key(method), method, names);
    return Arrays.asList((remembered.isEmpty() ? names : remembered).split(" "));
  }

  private String remembered(String key, Element element, String now) {
    String text = isCompiled(element) ? now : known.getOrDefault(key, "");
    if (text != null && !text.isEmpty()) {
      used.put(key, text);
    }
    return text == null ? "" : text;
  }

  private boolean isCompiled(Element element) {
    for (Element at = element; at != null; at = at.getEnclosingElement()) {
      if (compiled.contains(at)) {
        return at.getKind() != ElementKind.PACKAGE;
      }
    }
    return false;
  }

  private static String key(Element element) {
    return element instanceof TypeElement type
        ? type.getQualifiedName().toString()
        : element.getEnclosingElement() + "#" + element.getSimpleName();
  }

  /** All that was asked for and found. */
  Map<String, String> used() {
    return used;
  }
}
