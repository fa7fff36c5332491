package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.Quoted;
import dev.trestle.processor.openapi.ApiIndex.Operation;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the description together: a line for each path and each component, in their order. */
public final class Document {
  private static final List<String> VERBS =
      List.of("get", "head", "post", "put", "patch", "delete", "options");

  private final Javadoc about;
  private final Collection<Operation> operations;
  private final Set<String> taken = new HashSet<>();
  private final int common;

  private Document(Javadoc about, Collection<Operation> operations) {
    this.about = about;
    this.operations = operations;
    this.common = common(operations);
  }

  /**
   * Writes OpenAPI.
   *
   * @param about the comment of the application's package
   * @param name of the application where that says nothing
   * @param operations of all routes
   * @param schemas of what they refer to
   * @param records the same
   * @return JSON, the same for the same
   */
  public static String of(
      Javadoc about,
      String name,
      Collection<Operation> operations,
      Schemas schemas,
      Records records) {
    return new Document(about, operations).write(name, schemas, records);
  }

  private String write(String name, Schemas schemas, Records records) {
    Map<String, String> paths = paths();
    Components components = Components.of(String.join("\n", paths.values()), schemas, records);
    Map<String, String> named = components.byName();
    JsonObject responses = ErrorAnswers.components(String.join("\n", paths.values()));
    ErrorAnswers.schemas().forEach((key, schema) -> named.put(key, schema.toString()));
    String title = about.summary().replaceAll("[`*]", "");
    JsonObject info =
        new JsonObject()
            .text("title", title.isEmpty() ? name : title)
            .text("description", about.more())
            .text("version", about.version().isEmpty() ? "0" : about.version());
    paths.replaceAll((path, json) -> components.resolve(json));
    return "{\"openapi\":\"3.1.0\",\n\"info\":"
        + info
        + ",\n\"servers\":[{\"url\":\"/\"}],\n\"tags\":"
        + tags()
        + ",\n\"paths\":"
        + lines(paths)
        + ",\n\"components\":{\"responses\":"
        + responses
        + ",\n\"schemas\":"
        + lines(named)
        + "}}\n";
  }

  private static String lines(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> Quoted.text(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",\n", "{\n", "}"));
  }

  /** By path, the operations; where two templates match the same, that of a variable goes first. */
  private Map<String, String> paths() {
    Map<String, Map<String, Operation>> byPath = new TreeMap<>();
    Map<String, String> routes = new TreeMap<>();
    operations.stream()
        .sorted(Comparator.comparing((Operation o) -> o.json().contains("\"x-catch-all\":true")))
        .forEach(operation -> {
          String shape = operation.path().replaceAll("\\{[^{}]*+}", "{}");
          if (routes.computeIfAbsent(shape, s -> operation.route()).equals(operation.route())) {
            byPath
                .computeIfAbsent(operation.path(), path -> new TreeMap<>(order()))
                .put(operation.verb(), operation);
          }
        });
    Map<String, String> paths = new LinkedHashMap<>();
    byPath.forEach((path, verbs) -> {
      JsonObject item = new JsonObject();
      verbs.forEach((verb, operation) -> item.put(verb, operation(operation)));
      paths.put(path, item.toString());
    });
    return paths;
  }

  private static Comparator<String> order() {
    return Comparator.comparingInt(VERBS::indexOf);
  }

  private String operation(Operation operation) {
    String wanted = operation.verb() + identifier(operation.path());
    String id =
        Stream.iterate(1, i -> i + 1)
            .map(i -> i == 1 ? wanted : wanted + i)
            .filter(taken::add)
            .findFirst()
            .orElseThrow();
    JsonObject head = new JsonObject().text("operationId", id);
    String tag = tag(operation.path());
    if (!tag.isEmpty()) {
      head.put("tags", "[" + Quoted.text(tag) + "]");
    }
    String start = head.toString();
    return start.substring(0, start.length() - 1) + "," + operation.json().substring(1);
  }

  /** {@code /api/users/{id}} → {@code ApiUsersById}. */
  private static String identifier(String path) {
    StringBuilder id = new StringBuilder();
    for (String segment : path.split("/")) {
      id.append(segment.startsWith("{") ? "By" : "");
      for (String word : segment.split("[^A-Za-z0-9]+")) {
        if (!word.isEmpty()) {
          id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
      }
    }
    return id.toString();
  }

  private String tags() {
    Set<String> tags = new TreeSet<>();
    operations.forEach(operation -> tags.add(tag(operation.path())));
    tags.remove("");
    return JsonObject.array(tags.stream().map(tag -> new JsonObject().text("name", tag)).toList());
  }

  /** The first segment that not all paths begin with; empty where there is none. */
  private String tag(String path) {
    List<String> segments = segments(path);
    return segments.size() > common ? segments.get(common).replaceAll("[{}]", "") : "";
  }

  private static int common(Collection<Operation> operations) {
    List<List<String>> all = operations.stream().map(o -> segments(o.path())).distinct().toList();
    int common = 0;
    while (all.size() > 1 && hasInCommon(all, common)) {
      common++;
    }
    return common;
  }

  private static boolean hasInCommon(List<List<String>> all, int at) {
    return all.stream().allMatch(s -> s.size() > at + 1 && !s.get(at).startsWith("{"))
        && all.stream().map(s -> s.get(at)).distinct().count() == 1;
  }

  private static List<String> segments(String path) {
    return Stream.of(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }
}
