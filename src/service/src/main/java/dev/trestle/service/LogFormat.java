package dev.trestle.service;

import dev.trestle.StartException;
import dev.trestle.logging.JsonLogs;
import java.util.Map;
import org.slf4j.simple.SimpleServiceProvider;

/**
 * What the log looks like, which is chosen before its first line: for people, or for machines. Two
 * loggers, so that a start that is for people does not load the larger one.
 */
final class LogFormat {
  private LogFormat() {}

  /**
   * Takes {@code LOG_FORMAT}, {@code text} or {@code json}.
   *
   * @throws StartException if it is anything else
   */
  static void choose(Map<String, String> variables) {
    String format = variables.getOrDefault("LOG_FORMAT", "").strip();
    switch (format) {
      case "", "text" -> {
        System.setProperty("slf4j.provider", SimpleServiceProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN"); // Else it tells of its choice.
      }
      case "json" -> JsonLogs.install(System.err);
      default ->
          throw new StartException("LOG_FORMAT is '" + format + "'; set it to text or json.");
    }
  }
}
