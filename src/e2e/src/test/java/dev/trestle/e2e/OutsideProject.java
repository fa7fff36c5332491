package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.support.Folders;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Somebody else's project, built by a Maven of its own, which sees nothing of the reactor's
 * folders: the packaged jars are in a remote repository. Its local repository is this machine's but
 * for what is ours, so what comes from elsewhere is fetched once, and no jar of ours is left there.
 * All outside projects share it, so their tests hold {@link #LOCK}.
 */
final class OutsideProject {
  /** For {@code @ResourceLock}: Maven wants its local repository for itself. */
  static final String LOCK = "the local repository of outside projects";

  /** For Maven's environment: builds are short. */
  static final Map<String, String> LIGHT =
      Map.of("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

  private static final Path OUTSIDE = Path.of(System.getProperty("outside"));
  private static final Path LOCAL = OUTSIDE.resolve("local");
  private static final Path MACHINE = Path.of(System.getProperty("local.repository"));
  private static final String VERSION = "0.1.0-SNAPSHOT";

  private final Path folder;

  private OutsideProject(Path folder) {
    this.folder = folder;
  }

  /** An empty folder for a project that does not exist yet. */
  static OutsideProject at(String name) throws IOException {
    publishParent();
    Path folder = OUTSIDE.resolve(name);
    Folders.delete(folder);
    // What was packaged since the last time is not asked for while an older one is there.
    Folders.delete(LOCAL);
    link(MACHINE, LOCAL, "dev");
    link(MACHINE.resolve("dev"), LOCAL.resolve("dev"), "trestle");
    return new OutsideProject(folder);
  }

  /** A copy of a project's sources. */
  static OutsideProject copyOf(Path source, String name) throws IOException {
    OutsideProject project = at(name);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = source.relativize(file);
        if (Stream.of(relative.toString().split("[/\\\\]")).noneMatch("target"::equals)) {
          Path target = project.folder.resolve(relative.toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return project;
  }

  /** A file or folder of it. */
  Path path(String relative) {
    return folder.resolve(relative);
  }

  /** What java takes behind {@code -cp} to run its classes with the jars in {@code target/lib}. */
  String classpath(String module) {
    Path target = folder.resolve(module).resolve("target");
    return target.resolve("classes") + File.pathSeparator + target.resolve("lib/*");
  }

  /** Runs Maven in it, with some goals and options. */
  void maven(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("mvn"));
    command.addAll(options());
    command.addAll(List.of(arguments));
    Files.createDirectories(folder);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(LIGHT);
    Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }

  /**
   * A {@code PATH} whose {@code mvn} finds the packaged jars, and leaves out installing them, so
   * that no other build sees them.
   */
  String mavenWithoutInstall() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path mvn = bin.resolve("mvn");
    String path = System.getenv("PATH");
    Files.writeString(
        mvn,
        """
        #!/bin/sh
        case " $* " in *" install "*) exit ;; esac
        PATH='%s' exec mvn %s "$@"
        """
            .formatted(path, String.join(" ", options())));
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    return bin + File.pathSeparator + path;
  }

  /** What Maven is told to find the packaged jars, and to say nothing else. */
  static List<String> options() throws IOException {
    return List.of("-B", "-q", "-ntp", "-s", settings().toString(), "-Dmaven.repo.local=" + LOCAL);
  }

  private static Path settings() throws IOException {
    URI packaged = Path.of(System.getProperty("repository")).toUri();
    String text =
        """
        <settings>
          <profiles>
            <profile>
              <id>packaged</id>
              <repositories>%s</repositories>
              <pluginRepositories>%s</pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>packaged</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                repository("repository", packaged), repository("pluginRepository", packaged));
    Files.createDirectories(OUTSIDE);
    return Files.writeString(OUTSIDE.resolve("settings.xml"), text);
  }

  private static String repository(String element, URI address) {
    return """
    <%1$s><id>packaged</id><url>%2$s</url>\
    <snapshots><enabled>true</enabled><checksumPolicy>ignore</checksumPolicy></snapshots></%1$s>
    """
        .formatted(element, address);
  }

  /** A folder whose entries are another's, but one. */
  private static void link(Path from, Path to, String without) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.filter(it -> !it.endsWith(without)).toList()) {
        Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
      }
    }
  }

  /** Our parent pom is published too, but has no jar that Maven would copy with the others. */
  private static void publishParent() throws IOException {
    Path published =
        Path.of(System.getProperty("repository"), "dev", "trestle", "trestle-parent", VERSION);
    Files.createDirectories(published);
    Files.copy(
        Path.of(System.getProperty("parent.pom")),
        published.resolve("trestle-parent-" + VERSION + ".pom"),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
