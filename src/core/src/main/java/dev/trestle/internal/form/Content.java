package dev.trestle.internal.form;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The bytes of one file of a form: in memory, or from the moment they are many in a file. */
final class Content implements AutoCloseable {
  private final Spool spool;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(0);
  private Optional<Path> file = Optional.empty();
  private OutputStream out = memory;
  private long size;
  private boolean moved;
  private boolean closed;

  Content(Spool spool) {
    this.spool = spool;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (file.isEmpty() && !spool.takeMemory(length)) {
      Path created = spool.newFile();
      file = Optional.of(created); // Known before it exists, so that it is deleted in any case.
      out = OwnerOnly.create(created);
      memory.writeTo(out);
      spool.giveMemory(memory.size());
      memory.reset();
    }
    out.write(bytes, offset, length);
    size += length;
  }

  void end() throws IOException {
    out.close();
  }

  long size() {
    return size;
  }

  InputStream open() throws IOException {
    requireOpen();
    return file.isPresent()
        ? Files.newInputStream(file.get())
        : new ByteArrayInputStream(memory.toByteArray());
  }

  void moveTo(Path target, CopyOption... options) throws IOException {
    requireOpen();
    if (moved) {
      throw new IllegalStateException("The upload was moved before, to " + file.orElse(target));
    }
    boolean replace = false;
    for (CopyOption option : options) {
      if (option != StandardCopyOption.REPLACE_EXISTING) {
        throw new IllegalArgumentException(
            option + " means nothing here; use REPLACE_EXISTING, or nothing");
      }
      replace = true;
    }
    if (replace) {
      Files.deleteIfExists(target);
    }
    if (file.isEmpty() || !link(target, file.get())) {
      copy(target);
    }
    Optional<Path> before = file;
    file = Optional.of(target);
    moved = true;
    if (before.isPresent()) {
      Files.deleteIfExists(before.get());
    }
  }

  /** A second name for the same file: unlike a rename it never takes the place of another. */
  private static boolean link(Path target, Path file) throws IOException {
    try {
      Files.createLink(target, file);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false; // Another file system, or one without links.
    }
  }

  private void copy(Path target) throws IOException {
    OutputStream copy = OwnerOnly.create(target);
    try (copy;
        InputStream in = open()) {
      in.transferTo(copy);
    } catch (IOException e) {
      Files.deleteIfExists(target); // A part of it would only take what room there is.
      throw e;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "The upload is gone, because the answer has been made; use moveTo to keep it");
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      out.close();
    } finally {
      if (file.isPresent() && !moved) {
        Files.deleteIfExists(file.get());
      }
    }
  }
}
