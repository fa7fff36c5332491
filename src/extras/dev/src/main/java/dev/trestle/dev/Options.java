package dev.trestle.dev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command line says after the command: pairs of an option's name and its value. */
final class Options {
  /** What every command takes, whether it needs it or not. */
  static final List<String> COMMON = List.of("--migrations", "--seeds", "--data");

  private final Map<String, List<String>> values;

  private Options(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if the command does not take one, or it has no value
   */
  static Options parse(Command command, List<String> words) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i);
      if (!COMMON.contains(name) && !command.options().contains(name)) {
        throw new IllegalArgumentException(
            "'%s' is not understood by %s; it takes %s."
                .formatted(
                    name,
                    command.name(),
                    Stream.concat(COMMON.stream(), command.options().stream())
                        .collect(Collectors.joining(", "))));
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException("'" + name + "' has no value; write one behind it.");
      }
      values.computeIfAbsent(name, key -> new ArrayList<>()).add(words.get(i + 1));
    }
    return new Options(values);
  }

  /** Folder of the migrations. */
  Path migrations() {
    return path("--migrations", "db/migrations");
  }

  /** Folder of the seeds. */
  Path seeds() {
    return path("--seeds", "db/seed");
  }

  /** Folder of the development database. */
  Path data() {
    return path("--data", ".data");
  }

  /** The value of an option, the last if it was repeated; empty if it is not there or blank. */
  Optional<String> text(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()).filter(x -> !x.isBlank());
  }

  /** The same as a path. */
  Path path(String name, String otherwise) {
    return Path.of(text(name).orElse(otherwise));
  }

  /** All values of an option that may be repeated. */
  List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }
}
