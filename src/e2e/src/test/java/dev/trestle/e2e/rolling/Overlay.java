package dev.trestle.e2e.rolling;

import dev.trestle.codegen.Codegen;
import dev.trestle.processor.RouteProcessor;
import dev.trestle.support.Folders;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The service as it would be after some commits more: its sources and migrations with the patches
 * of {@code src/e2e/zero-downtime} up to one of them, its classes generated from that schema, all
 * compiled again. The rest of it, libraries among it, is that of the packaged one.
 *
 * @param migrations folder of its schema
 * @param generated sources of the classes of its schema
 * @param classes of the service and of its schema
 */
record Overlay(Path migrations, Path generated, Path classes) {
  private static final Path SERVICE = Path.of("src", "service", "src", "main");
  private static final Path MIGRATIONS = Path.of("db", "migrations");
  private static final String GENERATED = "dev.trestle.service.db";

  /**
   * Builds it in a folder, from nothing.
   *
   * @param root of the sources
   * @param patches in the order of their commits
   * @param known what was generated already, for whoever has the same migrations
   * @throws AssertionError if a patch does not fit the service any more, or the result does not
   *     compile; with what git or javac says
   */
  static Overlay build(Path root, List<Path> patches, Path folder, List<Overlay> known)
      throws Exception {
    Folders.delete(folder);
    Folders.copy(root.resolve(SERVICE), folder.resolve(SERVICE));
    Folders.copy(root.resolve(MIGRATIONS), folder.resolve(MIGRATIONS));
    for (Path patch : patches) {
      apply(patch.toAbsolutePath(), folder);
    }
    Path migrations = folder.resolve(MIGRATIONS);
    Path generated = generated(migrations, folder.resolve("generated"), known);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(
        Stream.concat(
                sources(folder.resolve(SERVICE).resolve("java")).stream(),
                sources(generated).stream())
            .toList(),
        classes);
    Folders.copy(folder.resolve(SERVICE).resolve("resources"), classes);
    return new Overlay(migrations, generated, classes);
  }

  private static Path generated(Path migrations, Path folder, List<Overlay> known)
      throws IOException {
    Map<String, String> texts = texts(migrations);
    for (Overlay other : known) {
      if (texts(other.migrations()).equals(texts)) {
        return other.generated();
      }
    }
    new Codegen(migrations, GENERATED, folder).run();
    return folder;
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  /** What java takes behind {@code -cp}. */
  String classpath() throws IOException {
    return classes + File.pathSeparator + String.join(File.pathSeparator, libraries());
  }

  private static void apply(Path patch, Path folder) throws IOException, InterruptedException {
    ProcessBuilder git =
        new ProcessBuilder("git", "apply", "--whitespace=nowarn", patch.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    // Or it would find the repository around the folder, and pass over what that does not hold.
    git.environment()
        .put("GIT_CEILING_DIRECTORIES", folder.toAbsolutePath().getParent().toString());
    Process process = git.start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new AssertionError(
          patch.getFileName() + " does not fit the service any more; make it anew: " + output);
    }
  }

  private static void compile(List<String> sources, Path classes)
      throws IOException, URISyntaxException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", "21", "-g", "-nowarn", "-proc:full"));
    arguments.addAll(List.of("-d", classes.toString()));
    arguments.addAll(List.of("-cp", String.join(File.pathSeparator, libraries())));
    arguments.addAll(List.of("-processorpath", processor()));
    arguments.addAll(sources);
    try (OutputStream messages = new java.io.ByteArrayOutputStream()) {
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  InputStream.nullInputStream(),
                  messages,
                  messages,
                  arguments.toArray(String[]::new));
      if (status != 0) {
        throw new AssertionError(messages.toString());
      }
    }
  }

  private static String processor() throws URISyntaxException {
    return Path.of(RouteProcessor.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  /** Those of the packaged service, but for its schema. */
  private static List<String> libraries() throws IOException {
    Path folder = Path.of(System.getProperty("service.jar")).resolveSibling("lib");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("trestle-service-db-"))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static List<String> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".java"))
          .collect(Collectors.toList());
    }
  }
}
