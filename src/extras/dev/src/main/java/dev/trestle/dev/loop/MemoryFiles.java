package dev.trestle.dev.loop;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * The files of a compilation at a time: the class path with what was compiled before in front, and
 * what is compiled now in memory.
 */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
  private Classes known = Classes.NONE;
  private Map<String, List<String>> packages = Map.of();
  private final Map<String, MemoryFile> classes = new HashMap<>();
  private final Map<String, URI> sources = new HashMap<>();
  private final Map<String, MemoryFile> resources = new HashMap<>();

  /**
   * @param libraries stays open
   */
  MemoryFiles(JavaFileManager libraries) {
    super(libraries);
  }

  /**
   * Begins a compilation, of which nothing is there yet.
   *
   * @param before compiled before
   */
  MemoryFiles begin(Classes before) {
    known = before;
    packages = before.packages();
    classes.clear();
    sources.clear();
    resources.clear();
    return this;
  }

  /** What was compiled. */
  Classes compiled() {
    Map<String, Classes.Output> outputs = new HashMap<>();
    classes.forEach(
        (name, file) -> outputs.put(name, new Classes.Output(file.content(), sources.get(name))));
    Map<String, byte[]> written = new HashMap<>();
    resources.forEach((path, file) -> written.put(path, file.content()));
    return new Classes(outputs, written);
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    if (location == StandardLocation.CLASS_OUTPUT || location == StandardLocation.SOURCE_OUTPUT) {
      return List.of();
    }
    Iterable<JavaFileObject> libraries = super.list(location, packageName, kinds, recurse);
    if (location != StandardLocation.CLASS_PATH || !kinds.contains(JavaFileObject.Kind.CLASS)) {
      return libraries;
    }
    List<JavaFileObject> all = new ArrayList<>();
    for (String name : packages.getOrDefault(packageName, List.of())) {
      all.add(MemoryFile.known(name, known.classes().get(name).bytes()));
    }
    libraries.forEach(all::add);
    return all;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof MemoryFile memory
        ? memory.binaryName()
        : super.inferBinaryName(location, file);
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return a instanceof MemoryFile || b instanceof MemoryFile
        ? a.toUri().equals(b.toUri())
        : super.isSameFile(a, b);
  }

  @Override
  public boolean hasLocation(Location location) {
    return location == StandardLocation.CLASS_OUTPUT || super.hasLocation(location);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    String path = className.replace('.', '/') + kind.extension;
    MemoryFile file = MemoryFile.at(path, kind, className, new byte[0]);
    if (kind == JavaFileObject.Kind.CLASS) {
      classes.put(className, file);
      sources.put(className, sibling.toUri());
    }
    return file;
  }

  @Override
  public FileObject getFileForOutput(
      Location location, String packageName, String relativeName, FileObject sibling) {
    String path = path(packageName, relativeName);
    MemoryFile file = MemoryFile.at(path, JavaFileObject.Kind.OTHER, "", new byte[0]);
    resources.put(path, file);
    return file;
  }

  @Override
  public JavaFileObject getJavaFileForOutputForOriginatingFiles(
      Location location, String className, JavaFileObject.Kind kind, FileObject... origins) {
    return getJavaFileForOutput(location, className, kind, first(className, origins));
  }

  @Override
  public FileObject getFileForOutputForOriginatingFiles(
      Location location, String packageName, String relativeName, FileObject... origins) {
    return getFileForOutput(location, packageName, relativeName, first(relativeName, origins));
  }

  @Override
  public FileObject getFileForInput(Location location, String packageName, String relativeName)
      throws IOException {
    if (location != StandardLocation.CLASS_OUTPUT) {
      return super.getFileForInput(location, packageName, relativeName);
    }
    String path = path(packageName, relativeName);
    return MemoryFile.at(
        path, JavaFileObject.Kind.OTHER, "", known.resources().getOrDefault(path, new byte[0]));
  }

  /** What is generated may say of nothing what it was generated from. */
  private static FileObject first(String name, FileObject... origins) {
    return origins.length == 0
        ? MemoryFile.at(name, JavaFileObject.Kind.OTHER, "", new byte[0])
        : origins[0];
  }

  private static String path(String packageName, String relativeName) {
    return packageName.isEmpty()
        ? relativeName
        : packageName.replace('.', '/') + "/" + relativeName;
  }

  /** Not the libraries, which the next compilation reads too. */
  @Override
  public void close() {}
}
