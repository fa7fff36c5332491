package dev.trestle.dev.loop;

import java.nio.file.Path;
import java.util.List;

/** The database of a service that is developed: what it is made of, and how it comes to be so. */
public interface Schema {
  /**
   * What it is made of.
   *
   * @return folders of migrations and seeds
   */
  List<Path> folders();

  /**
   * Where the classes that are generated of it are.
   *
   * @return a folder of Java
   */
  Path generated();

  /**
   * Brings the database to where the files are, and the classes too. Nobody is connected to it.
   *
   * @throws LoopException if that fails; then it is called again, at the latest after a change
   */
  void apply() throws LoopException;
}
