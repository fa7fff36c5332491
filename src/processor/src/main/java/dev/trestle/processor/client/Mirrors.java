package dev.trestle.processor.client;

import dev.trestle.processor.lang.Enums;
import dev.trestle.processor.lang.JavaTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** The server's records and enums that a client has of its own, and where. */
final class Mirrors {
  /** What callers do with a type. */
  enum Use {
    /** They are given it. */
    OUT,
    /** They send it as JSON. */
    IN,
    /** They send its components, as parameters or fields. */
    TEXT
  }

  private final Map<String, String> routes;
  private final Map<String, TypeElement> types = new TreeMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  /**
   * @param routes the interfaces, by the full names of the classes
   */
  Mirrors(Map<String, String> routes) {
    this.routes = routes;
  }

  void add(TypeMirror type, Use use) {
    switch (type) {
      case ArrayType array -> add(array.getComponentType(), use);
      case WildcardType wildcard -> {
        if (wildcard.getExtendsBound() != null) {
          add(wildcard.getExtendsBound(), use);
        }
      }
      case DeclaredType declared -> {
        declared.getTypeArguments().forEach(argument -> add(argument, use));
        Enums.value(declared.asElement()).ifPresent(value -> add(value, use));
        if (Types.isMirrored(declared.asElement())) {
          add(JavaTypes.element(declared), use);
        }
      }
      default -> {
        // Has nothing in it.
      }
    }
  }

  private void add(TypeElement type, Use use) {
    String name = type.getQualifiedName().toString();
    if (!seen.add(use + " " + name)) {
      return;
    }
    types.put(name, type);
    if (type.getEnclosingElement() instanceof TypeElement around && Types.isMirrored(around)) {
      add(around, Use.OUT);
    }
    for (RecordComponentElement component : type.getRecordComponents()) {
      add(component.asType(), use == Use.TEXT ? Use.OUT : use);
    }
  }

  boolean isUsed(TypeElement type, Use use) {
    return seen.contains(use + " " + type.getQualifiedName());
  }

  /** Gives each type its place; names that several have are told apart by their packages. */
  void place() {
    Map<TypeElement, Integer> depths = new HashMap<>();
    List<TypeElement> tops = types.values().stream().filter(this::isTop).toList();
    tops.forEach(type -> depths.put(type, 0));
    for (boolean clash = true; clash; ) {
      clash = false;
      Map<String, List<TypeElement>> byName =
          tops.stream().collect(Collectors.groupingBy(type -> name(type, depths.get(type))));
      for (Map.Entry<String, List<TypeElement>> named : byName.entrySet()) {
        if (named.getValue().size() > 1 || isTaken(named.getKey())) {
          named.getValue().forEach(type -> depths.merge(type, 1, Integer::sum));
          clash = true;
        }
      }
    }
    tops.forEach(type -> places.put(full(type), Place.top(name(type, depths.get(type)))));
    types.values().forEach(this::nested);
  }

  private boolean isTaken(String name) {
    return routes.containsValue(name)
        || routes.containsValue(name.replaceFirst("Calls$", "Client"));
  }

  private boolean isTop(TypeElement type) {
    return !(type.getEnclosingElement() instanceof TypeElement around)
        || !routes.containsKey(full(around)) && !types.containsKey(full(around));
  }

  private Place nested(TypeElement type) {
    Place known = places.get(full(type));
    if (known != null) {
      return known;
    }
    TypeElement around = (TypeElement) type.getEnclosingElement();
    Place outer =
        Optional.ofNullable(routes.get(full(around)))
            .map(Place::top)
            .orElseGet(() -> nested(around));
    Place place = outer.with(type.getSimpleName().toString());
    places.put(full(type), place);
    return place;
  }

  /** The names of the types around it and its own; before that, so many parts of its package. */
  private static String name(TypeElement type, int depth) {
    StringBuilder name = new StringBuilder();
    Element at = type;
    for (; at instanceof TypeElement; at = at.getEnclosingElement()) {
      name.insert(0, at.getSimpleName());
    }
    List<String> parts = List.of(at.toString().split("\\."));
    for (int i = 1; i <= depth && i <= parts.size(); i++) {
      name.insert(0, InterfaceName.capital(parts.get(parts.size() - i)));
    }
    return depth > parts.size() ? name + "_".repeat(depth - parts.size()) : name.toString();
  }

  private static String full(TypeElement type) {
    return type.getQualifiedName().toString();
  }

  Place of(TypeElement type) {
    return places.get(full(type));
  }

  Collection<Place> places() {
    return places.values();
  }

  /** Those with a file of their own. */
  List<TypeElement> tops() {
    return types.values().stream().filter(type -> of(type).isTop()).toList();
  }

  /** Those right inside of a type of the client, by name. */
  List<TypeElement> in(Place place) {
    List<TypeElement> inner = new ArrayList<>();
    for (TypeElement type : types.values()) {
      List<String> path = of(type).path();
      if (path.size() > 1 && path.subList(0, path.size() - 1).equals(place.path())) {
        inner.add(type);
      }
    }
    return inner;
  }
}
