package dev.trestle.dev.loop;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a project whose {@code /hello} answers 0, which they start, edit and ask. */
abstract class ProjectTest {
  @TempDir Path folder;
  TestProject project;

  @BeforeEach
  final void aProject() throws Exception {
    project = new TestProject(folder).route("hello", "\"0\"");
  }

  @AfterEach
  final void end() {
    project.close();
  }
}
