package dev.trestle.service;

import dev.trestle.TrestleBuilder;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.util.function.Supplier;

/** The service as tests start it, over a database of their own. */
final class Service {
  private Service() {}

  /** With 10,000 users and their 100,000 posts. */
  static TestApp seeded() {
    return TestApp.of(seeds(), Main::service);
  }

  static TestDatabase seeds() {
    return TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");
  }

  /** Without rows, and with some parts of its own. */
  static TestApp empty(Supplier<TrestleBuilder> service) {
    return TestApp.of(TestDatabase.migrated("classpath:db/migration"), service);
  }

  /** The id of a seeded user, 1 to 10,000. */
  static String user(int number) {
    return "00000000-0000-4000-8000-%012x".formatted(number);
  }

  /** The id of a seeded post, 1 to 100,000. */
  static String post(int number) {
    return "00000000-0000-4000-9000-%012x".formatted(number);
  }

  /** The version of what was read. */
  static String etag(TestAnswer answer) {
    return answer.header("ETag").orElseThrow();
  }
}
