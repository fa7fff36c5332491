package dev.trestle;

import dev.trestle.internal.conditional.Conditions;
import java.util.Optional;

/**
 * What a request makes its effect depend on, so that nobody overwrites what they have not seen:
 * {@code If-Match} and {@code If-None-Match} as RFC 9110 has them.
 *
 * <pre>{@code
 * return transaction(db, tx -> {
 *   User stored = BY_ID_FOR_UPDATE.with(id).fetchOptional(tx).orElseThrow(…);
 *   request.preconditions().required().check(ETag.of(stored.version()));
 *   …
 * });
 * }</pre>
 *
 * <p>For functions that change something. What {@code GET} answers is compared without asking: see
 * {@link Response#withETag(ETag)}.
 */
public final class Preconditions {
  private final Request request;
  private final Conditions conditions;

  Preconditions(Request request) {
    this.request = request;
    this.conditions = Conditions.of(request::headerAll);
  }

  /**
   * Refuses a request that would overwrite whatever is there.
   *
   * @return this
   * @throws HttpError 428 unless there is an {@code If-Match}, or an {@code If-None-Match: *} for
   *     what is to be new
   */
  public Preconditions required() {
    if (!conditions.guard()) {
      throw HttpError.of(
          428, "This needs If-Match with the ETag of what you read, so that no change is lost");
    }
    return this;
  }

  /**
   * Holds what is stored against the request. Read it so that nobody changes it before you do:
   * {@code for update} in a transaction, or its version again in the condition of the update.
   *
   * @param current the version that is stored; what the client got from a compressed answer matches
   *     too
   * @throws HttpError 412 if the client has seen another one; 400 if a header is malformed
   * @throws IllegalArgumentException if the tag is weak, which {@code If-Match} never matches
   */
  public void check(ETag current) {
    if (current.isWeak()) {
      throw new IllegalArgumentException(
          "If-Match never matches a weak tag such as " + current + "; use ETag.of");
    }
    boolean reads = request.verb() == Verb.GET || request.verb() == Verb.HEAD;
    if (conditions.hold(reads, Optional.of(current), Optional.empty())
        == Conditions.Outcome.FAILED) {
      throw failed("It has been changed since you read it; read it again");
    }
  }

  /**
   * Holds against the request that nothing is stored.
   *
   * @throws HttpError 412 if the client has seen something
   */
  public void checkAbsent() {
    if (!conditions.holdWithout()) {
      throw failed("It is not there any more");
    }
  }

  private static HttpError failed(String message) {
    return HttpError.of(412, message);
  }
}
