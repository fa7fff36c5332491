package dev.trestle.dev.loop;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/**
 * Loads what was compiled, over the libraries, until something else is compiled. Its own classes go
 * before those of the libraries that have the same names.
 *
 * <p>What is generated of the database is below what is written by hand, and stays loaded while
 * that is edited: it is many classes, and the JVM knows them well by then.
 */
final class LoadedClasses extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Classes classes;
  private final List<Path> resources;
  private final Optional<LoadedClasses> below;

  private LoadedClasses(
      String name, Classes classes, List<Path> resources, Optional<LoadedClasses> below) {
    super(name, below.<ClassLoader>map(it -> it).orElse(LoadedClasses.class.getClassLoader()));
    this.classes = classes;
    this.resources = resources;
    this.below = below;
  }

  /**
   * Loads a build.
   *
   * @param before what was loaded; its lower part is used again if that has not changed
   * @param resources folders of them
   */
  static LoadedClasses of(Build build, Optional<LoadedClasses> before, List<Path> resources) {
    Classes generated = build.generated();
    LoadedClasses lower =
        before
            .flatMap(it -> it.below)
            .filter(it -> it.classes.equals(generated))
            .orElseGet(
                () -> new LoadedClasses("generated", generated, List.of(), Optional.empty()));
    return new LoadedClasses("sources", build.written(), resources, Optional.of(lower));
  }

  /** The source file of a class; empty if it is none of these. */
  Optional<Path> source(String className) {
    return Optional.ofNullable(classes.classes().get(className))
        .map(Classes.Output::source)
        .filter(uri -> "file".equals(uri.getScheme()))
        .map(Path::of)
        .or(() -> below.flatMap(it -> it.source(className)));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!classes.classes().containsKey(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    Classes.Output output = classes.classes().get(name);
    if (output == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, output.bytes(), 0, output.bytes().length);
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  @Override
  protected URL findResource(String name) {
    byte[] written = classes.resources().get(name);
    if (written != null) {
      return MemoryUrl.of(name, written);
    }
    if (name.endsWith(".class")) {
      // There is code that reads these.
      String className = name.substring(0, name.length() - ".class".length()).replace('/', '.');
      Classes.Output output = classes.classes().get(className);
      return output == null ? null : MemoryUrl.of(name, output.bytes());
    }
    for (Path folder : resources) {
      Path file = folder.resolve(name).normalize();
      if (file.startsWith(folder) && Files.isRegularFile(file)) {
        try {
          return file.toUri().toURL();
        } catch (MalformedURLException e) {
          throw new IllegalArgumentException(name + " cannot be a resource", e);
        }
      }
    }
    return null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    URL own = findResource(name);
    return own == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(own));
  }
}
