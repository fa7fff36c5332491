package dev.trestle.dataproxy;

import dev.trestle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which statements may run. Safe for all threads. */
final class Statements {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle.dataproxy");

  private final Set<String> fingerprints = ConcurrentHashMap.newKeySet();
  private final Optional<Path> recording;

  private Statements(Optional<Path> recording) {
    this.recording = recording;
  }

  /**
   * Reads files of statements.
   *
   * @param recording where new ones go; empty if there must be none
   * @throws StartException if one cannot be read
   */
  static Statements read(List<Path> files, Optional<Path> recording) {
    Statements statements = new Statements(recording);
    files.forEach(statements::read);
    recording.filter(Files::exists).ifPresent(statements::read);
    recording.ifPresent(
        file -> LOG.warn("The data proxy runs any statement, and writes new ones to {}", file));
    return statements;
  }

  private void read(Path file) {
    try {
      Statement.split(Files.readString(file))
          .forEach(statement -> fingerprints.add(statement.fingerprint()));
    } catch (IllegalArgumentException e) {
      throw new StartException(file + ": " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw new StartException(
          "The statements of the data proxy cannot be read from " + file + ": " + e + ".", e);
    }
  }

  /** Whether a statement may run. */
  boolean allow(Statement statement) {
    return recording.isPresent() || fingerprints.contains(statement.fingerprint());
  }

  /** Notes what has run, where that is wanted. */
  void ran(Statement statement) throws IOException {
    if (recording.isPresent() && fingerprints.add(statement.fingerprint())) {
      write(recording.get(), statement);
    }
  }

  private static synchronized void write(Path file, Statement statement) throws IOException {
    Files.writeString(
        file,
        "-- " + statement.fingerprint() + "\n" + statement.sql() + ";\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
