package dev.trestle.dev.loop;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.tools.SimpleJavaFileObject;

/** A file for the compiler that is in memory only. */
final class MemoryFile extends SimpleJavaFileObject {
  private final String name;
  private byte[] content;

  private MemoryFile(URI uri, Kind kind, String name, byte[] content) {
    super(uri, kind);
    this.name = name;
    this.content = content;
  }

  /** A source as it was looked at, whatever has become of its file since. */
  static MemoryFile source(SourceFile file) {
    return new MemoryFile(
        file.path().toUri(), Kind.SOURCE, "", file.text().getBytes(StandardCharsets.UTF_8));
  }

  /** A class that was compiled before. */
  static MemoryFile known(String name, byte[] bytes) {
    return new MemoryFile(
        URI.create("known:///" + name.replace('.', '/') + ".class"), Kind.CLASS, name, bytes);
  }

  /** One that is there to be written, or was. */
  static MemoryFile at(String path, Kind kind, String name, byte[] content) {
    return new MemoryFile(URI.create("memory:///" + path), kind, name, content);
  }

  /** Of a class its binary name. */
  String binaryName() {
    return name;
  }

  byte[] content() {
    return content;
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
    return new String(openInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public InputStream openInputStream() throws IOException {
    if (content.length == 0 && kind == Kind.OTHER) {
      throw new FileNotFoundException(getName());
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public OutputStream openOutputStream() {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        content = toByteArray();
      }
    };
  }
}
