package dev.trestle.console.internal.routes;

import dev.trestle.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Where functions are in somebody's sources: by what the compiler wrote into their classes. */
public final class Sources {
  private final List<Path> folders;

  /**
   * @param folders to look for sources in, so that a file can be told by its whole path; may be
   *     none
   */
  public Sources(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** The file of a class, and in which of its lines the functions named by verbs begin. */
  record Places(String file, Map<Verb, Integer> lines) {
    /** {@code …/Route.java:12}. */
    String of(Verb verb) {
      Integer line = lines.get(verb);
      return line == null ? file : file + ":" + line;
    }
  }

  /** Where the functions of a class are; empty for what is no class, or was compiled without. */
  Optional<Places> find(String className, ClassLoader loader) {
    Lines lines = new Lines();
    try (InputStream in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
      if (in == null) {
        return Optional.empty();
      }
      new ClassReader(in).accept(lines, ClassReader.SKIP_FRAMES);
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Of a version that is not known yet.
    }
    return lines.file.map(name -> new Places(path(className, name), lines.found));
  }

  private String path(String className, String name) {
    int end = className.lastIndexOf('.');
    String relative = end < 0 ? name : className.substring(0, end).replace('.', '/') + "/" + name;
    return folders.stream()
        .map(folder -> folder.resolve(relative))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(Sources::fromHere)
        .orElse(relative);
  }

  /** As an editor that was opened here has it. */
  private static String fromHere(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = file.toAbsolutePath();
    return (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
  }

  private static final class Lines extends ClassVisitor {
    private final Map<Verb, Integer> found = new EnumMap<>(Verb.class);
    private Optional<String> file = Optional.empty();

    Lines() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitSource(String source, String debug) {
      file = Optional.ofNullable(source);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitLineNumber(int line, Label start) {
          for (Verb verb : Verb.values()) {
            // One function of the older style may answer all of them.
            if (verb.name().equals(name) || "handler".equals(name)) {
              found.merge(verb, line, Math::min);
            }
          }
        }
      };
    }
  }
}
