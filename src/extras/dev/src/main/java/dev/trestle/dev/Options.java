package dev.trestle.dev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line says.
 *
 * @param command the first word
 * @param name the word after {@code new}; empty in other commands
 * @param migrations folder of the migrations
 * @param seeds folder of the seeds
 * @param data folder of the development database
 * @param serve the shell command that serves; empty where none is needed
 * @param build the shell command that builds; empty where none is needed
 * @param watched folders whose changes restart the service
 * @param examples paths to try, shown once the service answers
 * @param jar of the service; its libraries are in {@code lib} beside it
 * @param training file of the requests that an image is trained with
 * @param health path that tells whether the service takes requests
 * @param image folder to be made
 */
record Options(
    String command,
    String name,
    Path migrations,
    Path seeds,
    Path data,
    String serve,
    String build,
    List<Path> watched,
    List<String> examples,
    Path jar,
    Path training,
    String health,
    Path image) {

  private static final Set<String> COMMANDS =
      Set.of("run", "watch", "migrate", "status", "seed", "new", "image");
  private static final Set<String> NAMES =
      Set.of(
          "--migrations",
          "--seeds",
          "--data",
          "--serve",
          "--build",
          "--watch",
          "--try",
          "--jar",
          "--training",
          "--health",
          "--image");

  static final String USAGE =
      "run | watch | migrate | status | seed | new NAME | image, with --migrations DIR --seeds DIR"
          + " --data DIR --serve COMMAND --build COMMAND --watch DIR --try PATH --jar FILE"
          + " --training FILE --health PATH --image DIR";

  static Options parse(String... arguments) {
    if (arguments.length == 0 || !COMMANDS.contains(arguments[0])) {
      throw new IllegalArgumentException("A command is missing; write one of " + USAGE + ".");
    }
    List<String> rest = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
    String name = "";
    if (arguments[0].equals("new")) {
      if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
        throw new IllegalArgumentException(
            "The new migration has no name; write make migrate-new name=what_it_does.");
      }
      name = rest.removeFirst();
    }
    for (int i = 0; i < rest.size(); i += 2) {
      if (!NAMES.contains(rest.get(i)) || i + 1 == rest.size()) {
        throw new IllegalArgumentException(
            "'" + rest.get(i) + "' is not understood; write " + USAGE + ".");
      }
    }
    return new Options(
        arguments[0],
        name,
        path(rest, "--migrations", "db/migrations"),
        path(rest, "--seeds", "db/seed"),
        path(rest, "--data", ".data"),
        last(rest, "--serve").orElse(""),
        last(rest, "--build").orElse(""),
        all(rest, "--watch").stream().map(Path::of).toList(),
        all(rest, "--try"),
        path(rest, "--jar", "target/service.jar"),
        path(rest, "--training", "training.http"),
        last(rest, "--health").orElse("/readyz"),
        path(rest, "--image", "target/image"));
  }

  private static Path path(List<String> words, String option, String otherwise) {
    return Path.of(last(words, option).orElse(otherwise));
  }

  private static Optional<String> last(List<String> words, String option) {
    List<String> values = all(words, option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  private static List<String> all(List<String> words, String option) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      if (words.get(i).equals(option)) {
        values.add(words.get(i + 1));
      }
    }
    return List.copyOf(values);
  }
}
