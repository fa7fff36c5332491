package dev.trestle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ends with an application, the last first. */
final class Closing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  synchronized void add(AutoCloseable part) {
    parts.push(Objects.requireNonNull(part, "part"));
  }

  /** Does nothing the second time. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} did not close", part.getClass().getName(), e);
      }
    }
  }
}
