package dev.trestle.embedded;

import dev.trestle.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The directory of a server that is kept between runs, before that server starts. */
record DataDirectory(Path path) {
  private static final long STOP_SECONDS = 30;

  /** Written by the server: its process, its data directory, when it started, its port. */
  private static final String PID_FILE = "postmaster.pid";

  /** Refuses data that the server could not read. */
  void requireVersion(int ours) {
    Path file = path.resolve("PG_VERSION");
    if (!Files.exists(file)) {
      return;
    }
    String theirs = read(file).getFirst().strip();
    if (!theirs.equals(String.valueOf(ours))) {
      throw new StartException(
          "The data in "
              + path
              + " is of PostgreSQL "
              + theirs
              + ", this is PostgreSQL "
              + ours
              + "; delete the directory, or set DATABASE_URL to a server of your own.");
    }
  }

  /** Stops a server that outlived the process that started it. */
  void stopOrphan() {
    requireUnused();
    Optional<ProcessHandle> orphan = postmaster();
    if (orphan.isEmpty()) {
      return;
    }
    try {
      // SIGINT is PostgreSQL's fast shutdown: it ends connections and writes everything down.
      new ProcessBuilder("kill", "-INT", String.valueOf(orphan.get().pid())).start().waitFor();
      orphan.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new StartException(
          "A PostgreSQL (process " + orphan.get().pid() + ") still uses " + path + "; stop it.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted while stopping the PostgreSQL in " + path + ".", e);
    }
  }

  private void requireUnused() {
    if (isInUse()) {
      throw new StartException(
          "Another process uses the database in "
              + path
              + "; stop it, or set DATABASE_URL to a server of your own.");
    }
  }

  /** The library locks this file for as long as its process lives. */
  private boolean isInUse() {
    Path file = path.resolve("epg-lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true; // Locked from within this JVM.
    } catch (IOException e) {
      throw new StartException("The file " + file + " cannot be locked; correct its rights.", e);
    }
  }

  /** The port of the server that another process runs here. */
  Optional<Integer> portInUse() {
    return isInUse()
        ? postmaster().map(p -> Integer.parseInt(read(path.resolve(PID_FILE)).get(3).strip()))
        : Optional.empty();
  }

  private Optional<ProcessHandle> postmaster() {
    Path file = path.resolve(PID_FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = read(file);
    if (lines.size() < 4 || !Path.of(lines.get(1)).normalize().equals(path)) {
      return Optional.empty();
    }
    // A number may have been given to another program since: only a postgres is ours.
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(process -> process.info().command().orElse("").endsWith("postgres"));
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new StartException("The file " + file + " cannot be read; correct its rights.", e);
    }
  }
}
