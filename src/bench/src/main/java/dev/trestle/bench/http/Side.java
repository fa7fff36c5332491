package dev.trestle.bench.http;

import java.util.List;
import java.util.Map;

/**
 * One who serves what is measured.
 *
 * @param name in tables
 * @param command that becomes the service
 * @param environment for it, beside what all are given
 * @param work that it is measured with
 */
record Side(String name, List<String> command, Map<String, String> environment, List<Work> work) {
  /** One that is measured with everything. */
  Side(String name, List<String> command) {
    this(name, command, Map.of(), List.of(Work.values()));
  }

  /** The same service in another environment, measured with some of it. */
  Side with(String name, Map<String, String> environment, Work... work) {
    return new Side(name, command, environment, List.of(work));
  }

  /** Whether it is measured with everything, so that its memory at the end can be compared. */
  boolean isWhole() {
    return work.size() == Work.values().length;
  }
}
