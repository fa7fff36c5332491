package dev.trestle.dev.loop;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;

/**
 * What may be seen of a source's classes without looking into the bodies of its methods.
 *
 * @param types their qualified names
 * @param shared what other sources may use, so that they are compiled again if it changes
 * @param whole what processors may read: private members too
 */
record Signature(Set<String> types, String shared, String whole) {

  /** That of a class which was compiled. */
  static Signature of(TypeElement type) {
    Writing shared = new Writing(false);
    shared.write(type);
    Writing whole = new Writing(true);
    whole.write(type);
    return new Signature(
        Set.of(type.getQualifiedName().toString()), shared.text.toString(), whole.text.toString());
  }

  /** That of several classes of one source. */
  Signature and(Signature next) {
    Set<String> both = new HashSet<>(types);
    both.addAll(next.types);
    return new Signature(both, shared + "\n" + next.shared, whole + "\n" + next.whole);
  }

  /** Whether any of these types is in what others see, itself or one within it. */
  boolean tellsOf(Set<String> names) {
    return names.stream().anyMatch(this::tellsOf);
  }

  private boolean tellsOf(String name) {
    for (int at = shared.indexOf(name); at >= 0; at = shared.indexOf(name, at + 1)) {
      int end = at + name.length();
      if (end == shared.length() || !Character.isJavaIdentifierPart(shared.charAt(end))) {
        return true;
      }
    }
    return false;
  }

  private record Writing(boolean all, StringBuilder text) {
    Writing(boolean all) {
      this(all, new StringBuilder());
    }

    void write(Element element) {
      if (!all && element.getModifiers().contains(Modifier.PRIVATE)) {
        return;
      }
      head(element);
      if (element instanceof TypeElement type) {
        type(type);
      } else if (element instanceof ExecutableElement method) {
        method(method);
      } else if (element instanceof VariableElement field) {
        text.append(" = ").append(field.getConstantValue());
      }
      text.append('\n');
    }

    private void head(Element element) {
      ElementKind kind = element.getKind();
      text.append(element.getAnnotationMirrors())
          .append(kind)
          .append(element.getModifiers())
          .append(element.getSimpleName())
          .append(' ')
          .append(element.asType());
    }

    private void type(TypeElement type) {
      text.append(type.getQualifiedName())
          .append(parameters(type.getTypeParameters()))
          .append(type.getSuperclass())
          .append(type.getInterfaces())
          .append(type.getPermittedSubclasses())
          .append(" {\n");
      type.getEnclosedElements().forEach(this::write);
      text.append('}');
    }

    private void method(ExecutableElement method) {
      text.append(parameters(method.getTypeParameters()))
          .append(method.getReturnType())
          .append(method.isVarArgs())
          .append(method.getThrownTypes())
          .append(method.getDefaultValue());
      method.getParameters().forEach(this::head);
    }

    private static String parameters(List<? extends Element> parameters) {
      StringBuilder text = new StringBuilder();
      for (Element parameter : parameters) {
        text.append(parameter);
        if (parameter instanceof TypeParameterElement type) {
          text.append(type.getBounds());
        }
      }
      return text.toString();
    }
  }
}
