package dev.trestle.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LogbackServiceProvider;
import ch.qos.logback.core.OutputStreamAppender;
import dev.trestle.StartException;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log as a JSON object in each line, by Logback: {@code timestamp} in milliseconds since 1970,
 * {@code level}, {@code loggerName}, {@code formattedMessage}, {@code throwable} with its stack,
 * and {@code mdc}, where {@code requestId} is what the client has as {@code X-Request-Id}. Whatever
 * is logged of a request has that, also by the application's own loggers, on the threads that
 * Trestle runs it on. A line break in what somebody sent is {@code \n} in a string, and never ends
 * the line.
 *
 * <pre>{@code
 * JsonLogs.install(System.err);
 * }</pre>
 */
public final class JsonLogs {
  /** What these tell at {@code INFO} is of interest to those who write them. */
  private static final List<String> QUIET =
      List.of(
          "org.eclipse.jetty",
          "io.javalin",
          "com.zaxxer.hikari",
          "org.jooq",
          "org.flywaydb",
          "io.zonky");

  private JsonLogs() {}

  /**
   * Has everything from {@code INFO} on logged like that; Jetty, Javalin, HikariCP, jOOQ, Flyway
   * and an embedded PostgreSQL from {@code WARN} on. Chooses Logback where there are several
   * loggers to choose from. Replaces what a file configures.
   *
   * @param out where the lines go
   * @throws StartException if something has been logged already, by another logger than Logback
   */
  public static void install(OutputStream out) {
    System.setProperty("slf4j.provider", LogbackServiceProvider.class.getName());
    System.setProperty("slf4j.internal.verbosity", "WARN"); // Else it tells of its choice.
    ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
    if (!(loggers instanceof LoggerContext context)) {
      throw new StartException(
          "The log cannot be JSON, because it has begun with "
              + loggers.getClass().getName()
              + ": install JsonLogs before anything else.");
    }
    context.reset();
    QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(lines(context, out));
  }

  private static OutputStreamAppender<ILoggingEvent> lines(
      LoggerContext context, OutputStream out) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithContext(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    encoder.setWithNanoseconds(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithThreadName(false);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> lines = new OutputStreamAppender<>();
    lines.setContext(context);
    lines.setEncoder(encoder);
    lines.setOutputStream(out);
    lines.start();
    return lines;
  }
}
