package dev.trestle.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @Test
  void aGeneratorThatEndsClosesNoJarThatAnotherReads(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("version.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new JarEntry("version.txt"));
      entries.write("13".getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> Main.main(new String[0])).hasMessageContaining("--migrations");

    URL[] classpath = {jar.toUri().toURL()};
    URLClassLoader first = new URLClassLoader(classpath, null);
    try (URLClassLoader second = new URLClassLoader(classpath, null);
        InputStream ofFirst = first.getResourceAsStream("version.txt");
        InputStream ofSecond = second.getResourceAsStream("version.txt")) {
      assertThat(ofFirst).isNotNull();
      first.close();
      assertThat(ofSecond).hasBinaryContent("13".getBytes(StandardCharsets.UTF_8));
    }
  }
}
