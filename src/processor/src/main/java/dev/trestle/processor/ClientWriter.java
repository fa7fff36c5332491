package dev.trestle.processor;

import dev.trestle.processor.client.ClientFiles;
import dev.trestle.processor.client.ClientRoute;
import dev.trestle.processor.client.ClientSources;
import dev.trestle.processor.client.Comments;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;

/** Writes a typed client of one root's routes, where the option asks for it. */
final class ClientWriter {
  /** Of the compiler: the package of the client. */
  static final String OPTION = "trestle.client";

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;
  private final Declarations declared;

  ClientWriter(ProcessingEnvironment environment, Diagnostics diagnostics, Declarations declared) {
    this.environment = environment;
    this.diagnostics = diagnostics;
    this.declared = declared;
  }

  void write(
      PackageElement root,
      List<RouteClass> routes,
      RouteBinder binder,
      Set<? extends Element> compiled) {
    String packageName = environment.getOptions().getOrDefault(OPTION, "");
    if (packageName.isEmpty()) {
      return;
    }
    if (!SourceVersion.isName(packageName)) {
      diagnostics.error(
          root,
          "-A" + OPTION + "=" + packageName + " is no package, like com.example.shop.client.");
      return;
    }
    ClientFiles files = new ClientFiles(environment.getFiler(), root.getQualifiedName().toString());
    Comments comments = new Comments(environment.getElementUtils(), compiled, files.comments());
    ClientCalls calls =
        new ClientCalls(declared, new ClientResults(environment.getElementUtils()), comments);
    List<ClientRoute> all =
        routes.stream()
            .map(route -> calls.of(route, binder.middleware(route), binder.scope(route)))
            .toList();
    try {
      files.write(packageName, new ClientSources(packageName, comments).of(all), comments, root);
    } catch (IOException e) {
      diagnostics.error(root, "The client cannot be written: " + e.getMessage());
    }
  }
}
