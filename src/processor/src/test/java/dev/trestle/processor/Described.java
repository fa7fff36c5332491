package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the application {@code app}, to be asked by JSON pointers. */
final class Described {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode document;

  private Described(JsonNode document) {
    this.document = document;
  }

  /** Of an application that compiles without a word. */
  static Described by(Compilation compilation, String... sources) {
    assertThat(compilation.compileApp(sources).messages()).isEmpty();
    return by(compilation);
  }

  /** Of what was compiled. */
  static Described by(Compilation compilation) {
    return new Described(JSON.readTree(compilation.resource("META-INF/trestle/app.openapi.json")));
  }

  /** What is there, as JSON with single quotes; {@code ~1} is a slash within a path. */
  String at(String pointer) {
    return document.at(pointer).toString().replace('"', '\'');
  }

  /** What is there about an operation. */
  String operation(String path, String verb, String pointer) {
    return at("/paths/" + path.replace("/", "~1") + "/" + verb + pointer);
  }

  /** The statuses that an operation is answered with. */
  List<String> statuses(String path, String verb) {
    return document
        .at("/paths/" + path.replace("/", "~1") + "/" + verb + "/responses")
        .propertyNames()
        .stream()
        .toList();
  }

  List<String> names(String pointer) {
    return document.at(pointer).propertyNames().stream().toList();
  }
}
