package dev.trestle.internal.form;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the files of one form are until its answer is made. */
final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final int MEMORY = 256 * 1024;

  private final Path directory;
  private final List<Content> contents = new ArrayList<>();
  private int memory = MEMORY;

  Spool(Path directory) {
    this.directory = directory;
  }

  Content begin() {
    Content content = new Content(this);
    contents.add(content);
    return content;
  }

  /** Takes so much of what all files of the form together may have, or says no. */
  boolean takeMemory(int bytes) {
    boolean enough = bytes <= memory;
    if (enough) {
      memory -= bytes;
    }
    return enough;
  }

  void giveMemory(int bytes) {
    memory += bytes;
  }

  Path newFile() {
    return directory.resolve("trestle-" + UUID.randomUUID() + ".upload");
  }

  @Override
  public void close() {
    for (Content content : contents) {
      try {
        content.close();
      } catch (IOException e) {
        LOG.warn("A temporary file of an upload could not be deleted from {}", directory, e);
      }
    }
  }
}
