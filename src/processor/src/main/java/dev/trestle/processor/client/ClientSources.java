package dev.trestle.processor.client;

import dev.trestle.processor.client.Mirrors.Use;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** All sources of one client. */
public final class ClientSources {
  private final String packageName;
  private final Comments comments;

  /**
   * @param packageName of the client
   */
  public ClientSources(String packageName, Comments comments) {
    this.packageName = packageName;
    this.comments = comments;
  }

  /** The text of each file, by the name of its class. */
  public Map<String, String> of(List<ClientRoute> routes) {
    Map<String, String> names = InterfaceName.of(routes);
    Mirrors mirrors = mirrors(routes, names);
    Map<String, String> sources = new TreeMap<>();
    for (ClientRoute route : routes) {
      String name = names.get(route.element().getQualifiedName().toString());
      JavaFile file = new JavaFile(packageName, Place.top(name), mirrors, names.values());
      new InterfaceSource(mirrors, comments, file, route, name).write();
      sources.put(name, file.source());
    }
    for (TypeElement type : mirrors.tops()) {
      Place place = mirrors.of(type);
      JavaFile file = new JavaFile(packageName, place, mirrors, names.values());
      file.add(new MirrorSource(mirrors, comments, file).of(type, ""));
      sources.put(place.top(), file.source());
    }
    return sources;
  }

  private static Mirrors mirrors(List<ClientRoute> routes, Map<String, String> names) {
    Mirrors mirrors = new Mirrors(names);
    for (ClientRoute route : routes) {
      for (ClientCall call : route.calls()) {
        call.inputs()
            .forEach(input -> input.type().ifPresent(type -> mirrors.add(type, use(input))));
        call.results().forEach(result -> result.type().ifPresent(t -> mirrors.add(t, Use.OUT)));
        for (TypeMirror body : call.errorBodies()) {
          mirrors.add(body, Use.OUT);
        }
      }
    }
    mirrors.place();
    return mirrors;
  }

  private static Use use(Input input) {
    return switch (input.kind()) {
      case QUERY, FORM -> Use.TEXT;
      default -> Use.IN;
    };
  }
}
