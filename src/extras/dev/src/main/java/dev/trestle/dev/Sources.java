package dev.trestle.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files whose changes matter: all below some folders but what a build makes. */
record Sources(List<Path> folders) {
  /** When each file was last changed: two that differ mean a change in between. */
  Map<Path, FileTime> snapshot() {
    Map<Path, FileTime> times = new TreeMap<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(Sources::isSource).forEach(file -> time(file, times));
      } catch (IOException | UncheckedIOException e) {
        // A folder that changes while it is walked: the next snapshot shows it.
        times.put(folder, FileTime.fromMillis(0));
      }
    }
    return times;
  }

  private static boolean isSource(Path file) {
    for (Path part : file) {
      if (part.toString().equals("target")) {
        return false;
      }
    }
    return Files.isRegularFile(file);
  }

  private static void time(Path file, Map<Path, FileTime> times) {
    try {
      times.put(file, Files.getLastModifiedTime(file));
    } catch (IOException e) {
      times.put(file, FileTime.fromMillis(0));
    }
  }
}
