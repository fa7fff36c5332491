package dev.trestle.service.model;

import static dev.trestle.HttpError.badRequest;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.service.db.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared3;
import dev.trestle.query.Prepared4;
import dev.trestle.query.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a client send a request again that may have arrived: what it asks for happens once, and each
 * time the answer is the same, byte for byte. The header is that of
 * draft-ietf-httpapi-idempotency-key-header; its value counts as it is sent, quotes included.
 *
 * <p>The key and the answer are written in the transaction of the work, so there is no moment in
 * which one is there without the other. Who sends the same at the same time waits for the first.
 * Refusals (4xx) that the work throws are kept as answers, so that a late copy of a request that
 * was refused does not do what the client has given up. Kept is nothing of what fails (5xx, or
 * refused by the database) and of what is refused before the work begins: that may be sent again.
 *
 * <p>A key holds for {@link #LIFE} and for everybody, as nobody is logged in where it is used: take
 * a random one, as who sends both key and body of another's request is given the answer to it.
 */
public final class IdempotencyKey {
  /** The name of the header that a client sends. */
  public static final String HEADER = "Idempotency-Key";

  /** The header of an answer that was given before; its value is {@code true}. */
  public static final String REPLAYED = "Idempotent-Replayed";

  /** How long a key holds. */
  public static final Duration LIFE = Duration.ofHours(24);

  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,255}");
  private static final int RETRIES = 3;

  /** As the application writes it. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultTimeZone(TimeZone.getTimeZone("UTC"))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private record Kept(byte[] fingerprint, int status, String answer) {}

  private record Outcome(int status, String answer, boolean replayed) {}

  private record Refusal(String message, Map<String, String> fields, Map<String, String> headers) {}

  /** Waits for another that claims the same; takes a key over that is too old. */
  private static final Prepared4<String, byte[], OffsetDateTime, OffsetDateTime, Void> CLAIM =
      statement(
          IDEMPOTENCY_KEYS.KEY,
          IDEMPOTENCY_KEYS.FINGERPRINT,
          IDEMPOTENCY_KEYS.CREATED_AT,
          IDEMPOTENCY_KEYS.CREATED_AT,
          (key, fingerprint, now, tooOld) ->
              insertInto(IDEMPOTENCY_KEYS)
                  .set(IDEMPOTENCY_KEYS.KEY, key)
                  .set(IDEMPOTENCY_KEYS.FINGERPRINT, fingerprint)
                  .set(IDEMPOTENCY_KEYS.CREATED_AT, now)
                  .onConflict(IDEMPOTENCY_KEYS.KEY)
                  .doUpdate()
                  .set(IDEMPOTENCY_KEYS.FINGERPRINT, excluded(IDEMPOTENCY_KEYS.FINGERPRINT))
                  .set(IDEMPOTENCY_KEYS.STATUS, excluded(IDEMPOTENCY_KEYS.STATUS))
                  .set(IDEMPOTENCY_KEYS.ANSWER, excluded(IDEMPOTENCY_KEYS.ANSWER))
                  .set(IDEMPOTENCY_KEYS.CREATED_AT, excluded(IDEMPOTENCY_KEYS.CREATED_AT))
                  .where(IDEMPOTENCY_KEYS.CREATED_AT.le(tooOld)));

  private static final Prepared1<String, Kept> KEPT =
      prepare(
              IDEMPOTENCY_KEYS.KEY,
              key ->
                  select(
                          IDEMPOTENCY_KEYS.FINGERPRINT,
                          IDEMPOTENCY_KEYS.STATUS,
                          IDEMPOTENCY_KEYS.ANSWER)
                      .from(IDEMPOTENCY_KEYS)
                      .where(IDEMPOTENCY_KEYS.KEY.eq(key)))
          .as(mapping(Kept::new));

  private static final Prepared3<String, Integer, String, Void> KEEP =
      statement(
          IDEMPOTENCY_KEYS.KEY,
          IDEMPOTENCY_KEYS.STATUS,
          IDEMPOTENCY_KEYS.ANSWER,
          (key, status, answer) ->
              update(IDEMPOTENCY_KEYS)
                  .set(IDEMPOTENCY_KEYS.STATUS, status)
                  .set(IDEMPOTENCY_KEYS.ANSWER, answer)
                  .where(IDEMPOTENCY_KEYS.KEY.eq(key)));

  /** Leaves those that another forgets already, or takes over. */
  private static final Prepared1<OffsetDateTime, Void> FORGET =
      statement(
          IDEMPOTENCY_KEYS.CREATED_AT,
          tooOld ->
              deleteFrom(IDEMPOTENCY_KEYS)
                  .where(
                      IDEMPOTENCY_KEYS.KEY.in(
                          select(IDEMPOTENCY_KEYS.KEY)
                              .from(IDEMPOTENCY_KEYS)
                              .where(IDEMPOTENCY_KEYS.CREATED_AT.le(tooOld))
                              .forUpdate()
                              .skipLocked())));

  private final String key;
  private final String request;

  private IdempotencyKey(String key, String request) {
    this.key = key;
    this.request = request;
  }

  /**
   * The key of a request.
   *
   * @param request as the client sent it
   * @return empty if it has none
   * @throws HttpError 400 if it has several, or one that is not 1 to 255 visible ASCII characters
   */
  public static Optional<IdempotencyKey> of(Request request) {
    List<String> keys = request.headerAll(HEADER);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    if (keys.size() > 1) {
      throw badRequest("Invalid " + HEADER + ": must be sent once, came " + keys.size() + " times");
    }
    if (!VISIBLE.matcher(keys.getFirst()).matches()) {
      throw badRequest(
          "Invalid " + HEADER + ": must be 1 to 255 visible ASCII characters, without spaces");
    }
    return Optional.of(new IdempotencyKey(keys.getFirst(), request.verb() + " " + request.path()));
  }

  /**
   * Does the work, unless it was done under this key before, and answers. Around the work there are
   * a claim, a savepoint and an update; where it was done, the claim is in vain and the answer
   * read:
   *
   * <pre>{@code
   * insert into idempotency_keys … on conflict (key) do update … where created_at <= ?
   * select fingerprint, status, answer from idempotency_keys where key = ?
   * }</pre>
   *
   * <p>The work is undone if it throws, and done again after a serialization failure or a deadlock,
   * so nothing in it may reach beyond its transaction.
   *
   * @param db where to begin the transaction
   * @param body what was asked for, as it was understood; with verb and path it is the request
   * @param work to be done in the transaction, gives what is answered with 200
   * @return the answer, of now or of then; the latter has the header {@link #REPLAYED}
   * @throws HttpError what the work threw, now or then; 422 if the key came with another request
   */
  public Response answer(DSLContext db, Object body, Function<DSLContext, ?> work) {
    byte[] fingerprint = Sha256.of(request + "\n" + JSON.writeValueAsString(body));
    Outcome outcome =
        Transactions.of(db)
            .retries(RETRIES)
            .run(tx ->
                CLAIM.with(key, fingerprint, now(tx), now(tx).minus(LIFE)).execute(tx) == 1
                    ? keep(tx, outcome(tx, work))
                    : kept(tx, fingerprint));
    if (outcome.status() >= 400) {
      throw refusal(outcome);
    }
    Response answer =
        Response.bytes("application/json", outcome.answer().getBytes(StandardCharsets.UTF_8))
            .withStatus(outcome.status());
    return outcome.replayed() ? answer.withHeader(REPLAYED, "true") : answer;
  }

  /** In a savepoint, so that a refusal is kept and what was done before it is not. */
  private static Outcome outcome(DSLContext tx, Function<DSLContext, ?> work) {
    try {
      Object done = Transactions.of(tx).<Object>run(work);
      return new Outcome(200, JSON.writeValueAsString(done), false);
    } catch (HttpError e) {
      if (e.status() >= 500) {
        throw e;
      }
      Refusal refusal = new Refusal(e.getMessage(), e.fields(), e.headers());
      return new Outcome(e.status(), JSON.writeValueAsString(refusal), false);
    }
  }

  private Outcome keep(DSLContext tx, Outcome outcome) {
    KEEP.with(key, outcome.status(), outcome.answer()).execute(tx);
    return outcome;
  }

  private Outcome kept(DSLContext tx, byte[] fingerprint) {
    Kept kept = KEPT.with(key).fetchSingle(tx);
    if (!MessageDigest.isEqual(kept.fingerprint(), fingerprint)) {
      throw HttpError.of(
          422, HEADER + " came with another request before; send this one under a new key");
    }
    return new Outcome(kept.status(), kept.answer(), true);
  }

  private static HttpError refusal(Outcome outcome) {
    Refusal refusal = JSON.readValue(outcome.answer(), Refusal.class);
    HttpError error = HttpError.of(outcome.status(), refusal.message());
    for (Map.Entry<String, String> field : refusal.fields().entrySet()) {
      error = error.withField(field.getKey(), field.getValue());
    }
    for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
      error = error.withHeader(header.getKey(), header.getValue());
    }
    return outcome.replayed() ? error.withHeader(REPLAYED, "true") : error;
  }

  /**
   * Forgets the keys that hold no more.
   *
   * @param db where they are stored
   */
  public static void forgetOld(DSLContext db) {
    FORGET.with(now(db).minus(LIFE)).execute(db);
  }

  private static OffsetDateTime now(DSLContext db) {
    return OffsetDateTime.now(db.configuration().clock());
  }
}
