package dev.trestle.guide;

import dev.trestle.HttpError;
import dev.trestle.SigningKey;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.guide.app.Routes;
import dev.trestle.service.db.Public;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import dev.trestle.validation.JakartaValidator;
import java.nio.file.Path;

/** The guide's application, as its tests start it. */
final class Guide {
  private Guide() {}

  static TrestleBuilder application(Path photos) {
    return Trestle.of(new Routes())
        .schema(Public.PUBLIC)
        .cache(CaffeineStore.ofBytes(1 << 20))
        .errors(InsufficientFunds.class, e -> HttpError.badRequest("Insufficient funds"))
        .provide(Photos.class, new Photos(photos))
        .provide(SigningKey.class, SigningKey.random())
        .validator(JakartaValidator.create());
  }

  /** With three users, five posts and two accounts. */
  static TestDatabase database() {
    return TestDatabase.migrated("classpath:db/migration").seeded("classpath:guide/seed");
  }

  static TestApp app() {
    return TestApp.of(database(), () -> application(Path.of("target")));
  }

  /** The id of a user, 1 to 3, and of a post from 101 on. */
  static String id(int number) {
    return "00000000-0000-4000-8000-%012d".formatted(number);
  }

  /** SQL as it is sent, in one line. */
  static String line(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }
}
