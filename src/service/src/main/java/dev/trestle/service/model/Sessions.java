package dev.trestle.service.model;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.service.db.Tables.SESSIONS;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared2;
import dev.trestle.query.Prepared3;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * Who is logged in: a random token of 256 bits in the cookie {@link #COOKIE}, of which only the
 * SHA-256 is stored. Deleting the row ends the session at once, wherever the token is.
 */
public final class Sessions {
  /** The name of the cookie. */
  public static final String COOKIE = "token";

  /** How long one lasts. */
  public static final Duration LIFE = Duration.ofDays(7);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 32;

  private static final Prepared3<byte[], UUID, OffsetDateTime, Void> BEGIN =
      statement(
          SESSIONS.TOKEN_HASH,
          SESSIONS.USER_ID,
          SESSIONS.EXPIRES_AT,
          (hash, userId, expiresAt) ->
              insertInto(SESSIONS)
                  .set(SESSIONS.TOKEN_HASH, hash)
                  .set(SESSIONS.USER_ID, userId)
                  .set(SESSIONS.EXPIRES_AT, expiresAt));

  private static final Prepared2<byte[], OffsetDateTime, User> USER =
      prepare(
              SESSIONS.TOKEN_HASH,
              SESSIONS.EXPIRES_AT,
              (hash, now) ->
                  select(
                          SESSIONS.users().ID,
                          SESSIONS.users().EMAIL,
                          SESSIONS.users().NAME,
                          SESSIONS.users().CREATED_AT)
                      .from(SESSIONS)
                      .where(SESSIONS.TOKEN_HASH.eq(hash), SESSIONS.EXPIRES_AT.gt(now)))
          .as(mapping(User::new));

  private static final Prepared1<byte[], Void> END =
      statement(
          SESSIONS.TOKEN_HASH, hash -> deleteFrom(SESSIONS).where(SESSIONS.TOKEN_HASH.eq(hash)));

  private static final Prepared1<OffsetDateTime, Void> END_EXPIRED =
      statement(
          SESSIONS.EXPIRES_AT, now -> deleteFrom(SESSIONS).where(SESSIONS.EXPIRES_AT.le(now)));

  private Sessions() {}

  /**
   * Begins a session.
   *
   * @param db where it is stored
   * @param userId whose it is
   * @return the token, for the client alone
   */
  public static String begin(DSLContext db, UUID userId) {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    BEGIN.with(Sha256.of(token), userId, now(db).plus(LIFE)).execute(db);
    return token;
  }

  /**
   * Whose session it is.
   *
   * @param db where it is stored
   * @param token as the client sent it
   * @return empty if it is unknown, ended or too old
   */
  public static Optional<User> user(DSLContext db, String token) {
    return USER.with(Sha256.of(token), now(db)).fetchOptional(db);
  }

  /**
   * Ends a session, if there is one.
   *
   * @param db where it is stored
   * @param token as the client sent it
   */
  public static void end(DSLContext db, String token) {
    END.with(Sha256.of(token)).execute(db);
  }

  /**
   * Forgets the sessions that are too old.
   *
   * @param db where they are stored
   */
  public static void endExpired(DSLContext db) {
    END_EXPIRED.with(now(db)).execute(db);
  }

  /** The application's time, not the server's, so that a test can move it. */
  private static OffsetDateTime now(DSLContext db) {
    return OffsetDateTime.now(db.configuration().clock());
  }
}
