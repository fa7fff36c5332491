package dev.trestle.internal.conditional;

import dev.trestle.ETag;
import dev.trestle.HttpError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpDateTime;

/** The conditions of a request, taken in the order of RFC 9110, section 13.2.2. */
public final class Conditions {
  private static final String MATCH = "If-Match";
  private static final String NONE_MATCH = "If-None-Match";
  private static final String ANY = "*";

  private final Optional<String> match;
  private final Optional<String> noneMatch;
  private final Function<String, List<String>> headers;

  private Conditions(Function<String, List<String>> headers) {
    this.headers = headers;
    this.match = list(MATCH);
    this.noneMatch = list(NONE_MATCH);
  }

  /** What becomes of a request. */
  public enum Outcome {
    /** It takes its course. */
    HOLD,
    /** The client has the answer already. */
    UNCHANGED,
    /** It is refused. */
    FAILED
  }

  /**
   * Reads the conditions of a request.
   *
   * @param headers gives all values of a header
   */
  public static Conditions of(Function<String, List<String>> headers) {
    return new Conditions(headers);
  }

  private Optional<String> list(String name) {
    List<String> values = headers.apply(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values).strip());
  }

  /** Whether the client says which version it has seen, or that it has seen none. */
  public boolean guard() {
    return match.isPresent() || noneMatch.filter(ANY::equals).isPresent();
  }

  /** Whether they hold where nothing is stored. */
  public boolean holdWithout() {
    return match.isEmpty();
  }

  /**
   * Compares them with what is stored.
   *
   * @param reads whether the request changes nothing
   * @param etag of what is stored; conditions on tags fail without one
   * @param modified when it was changed; conditions on dates hold without one
   * @throws HttpError 400 if a condition that protects what is stored is malformed
   */
  public Outcome hold(boolean reads, Optional<ETag> etag, Optional<Instant> modified) {
    if (match.isPresent()) {
      if (!matches(match.get(), etag)) {
        return Outcome.FAILED;
      }
    } else if (after(modified, "If-Unmodified-Since").orElse(false)) {
      return Outcome.FAILED;
    }
    if (noneMatch.isPresent()) {
      boolean found =
          noneMatch.get().equals(ANY)
              || etag.isPresent() && tags(reads).filter(t -> t.match(etag.get())).isPresent();
      return !found ? Outcome.HOLD : reads ? Outcome.UNCHANGED : Outcome.FAILED;
    }
    if (reads && !after(modified, "If-Modified-Since").orElse(true)) {
      return Outcome.UNCHANGED;
    }
    return Outcome.HOLD;
  }

  /** Whether the client has the compressed answer with this tag, not the plain one. */
  boolean haveCompressed(ETag etag) {
    return tags(true).filter(tags -> tags.matchCompressed(etag)).isPresent();
  }

  private static boolean matches(String list, Optional<ETag> etag) {
    if (list.equals(ANY)) {
      return true;
    }
    EntityTags tags = EntityTags.parse(list).orElseThrow(() -> malformed(MATCH, list));
    return etag.isPresent() && tags.matchStrongly(etag.get());
  }

  private Optional<EntityTags> tags(boolean reads) {
    return noneMatch.flatMap(list -> {
      Optional<EntityTags> parsed = EntityTags.parse(list);
      if (parsed.isEmpty() && !reads) {
        throw malformed(NONE_MATCH, list);
      }
      return parsed;
    });
  }

  private static HttpError malformed(String name, String list) {
    return HttpError.badRequest(
        name + " is " + list + "; it must be * or a list of tags in quotes, as ETag has them");
  }

  /** Whether something was changed after the date in a header; empty if either is not known. */
  private Optional<Boolean> after(Optional<Instant> modified, String name) {
    List<String> values = modified.isEmpty() ? List.of() : headers.apply(name);
    if (values.size() != 1) {
      return Optional.empty();
    }
    return date(values.getFirst())
        .map(date -> modified.get().truncatedTo(ChronoUnit.SECONDS).isAfter(date));
  }

  /** Reads a date of HTTP, in any of its three forms; empty if it is malformed. */
  public static Optional<Instant> date(String text) {
    try {
      return Optional.of(HttpDateTime.parse(text).toInstant());
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
