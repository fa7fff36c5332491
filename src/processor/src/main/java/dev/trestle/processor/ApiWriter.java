package dev.trestle.processor;

import dev.trestle.processor.openapi.ApiIndex;
import dev.trestle.processor.openapi.ApiIndex.Operation;
import dev.trestle.processor.openapi.Docs;
import dev.trestle.processor.openapi.Document;
import dev.trestle.processor.openapi.Records;
import dev.trestle.processor.openapi.Schemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;

/** Writes the description of one root's API: what is compiled now, and the rest as it was. */
final class ApiWriter {
  private final PackageElement root;
  private final ApiIndex index;
  private final Docs docs;
  private final Schemas schemas;
  private final OperationWriter writer;
  private final List<Operation> operations = new ArrayList<>();

  ApiWriter(ProcessingEnvironment environment, PackageElement root, Declarations declared) {
    this.root = root;
    this.index = new ApiIndex(environment.getFiler(), root.getQualifiedName().toString());
    this.docs = new Docs(environment.getElementUtils(), index.comments());
    this.schemas = new Schemas(environment.getElementUtils(), environment.getTypeUtils());
    this.writer = new OperationWriter(docs, schemas, declared);
  }

  /** Describes a route that was bound. */
  void add(RouteClass route, List<ExecutableElement> methods, RouteBinder binder) {
    operations.addAll(writer.of(route, methods, binder.middleware(route), binder.scope(route)));
  }

  /** Takes over a route that was compiled before. */
  void keep(RouteClass route) {
    operations.addAll(index.of(route.name()));
  }

  /** Writes the description, and what another compilation needs to write it. */
  void write() throws IOException {
    operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::verb));
    String name = root.getQualifiedName().toString();
    String json = Document.of(docs.of(root), name, operations, schemas, new Records(schemas, docs));
    index.write(operations, docs, json, root);
  }
}
