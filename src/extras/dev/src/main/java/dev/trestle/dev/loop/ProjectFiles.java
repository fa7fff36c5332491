package dev.trestle.dev.loop;

import java.nio.file.Path;
import java.util.List;

/**
 * All files of a project, as they were looked at.
 *
 * @param schema what the database is made of
 * @param java what is generated of it, and the project's own sources
 */
record ProjectFiles(List<Sources> schema, List<Sources> java, List<Sources> resources) {

  /** Nothing was looked at yet. */
  static ProjectFiles none(List<Path> schema, List<Path> java, List<Path> resources) {
    return new ProjectFiles(none(schema), none(java), none(resources));
  }

  private static List<Sources> none(List<Path> folders) {
    return folders.stream().map(Sources::none).toList();
  }

  ProjectFiles look() {
    return new ProjectFiles(look(schema), look(java), look(resources));
  }

  /** Looks again at what may have been generated. */
  ProjectFiles lookAtJava() {
    return new ProjectFiles(schema, look(java), resources);
  }

  private static List<Sources> look(List<Sources> folders) {
    return folders.stream().map(Sources::look).toList();
  }

  boolean isSameAs(ProjectFiles before) {
    return isSame(schema, before.schema)
        && isSame(java, before.java)
        && isSame(resources, before.resources);
  }

  static boolean isSame(List<Sources> now, List<Sources> before) {
    for (int i = 0; i < now.size(); i++) {
      if (!now.get(i).isSameAs(before.get(i))) {
        return false;
      }
    }
    return true;
  }
}
