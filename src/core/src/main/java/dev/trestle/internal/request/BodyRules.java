package dev.trestle.internal.request;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What an application accepts as the body of a request.
 *
 * @param limit the longest, in bytes
 * @param gzip whether a compressed one is unpacked; the limit holds for what comes out
 * @param pace the fewest bytes a second that are waited for; 0 for any
 * @param uploads the directory of temporary files
 */
public record BodyRules(long limit, boolean gzip, int pace, Path uploads) {
  /** The same rules with a route's own limit, if it has one. */
  public BodyRules within(OptionalLong ownLimit) {
    return ownLimit.isPresent() ? new BodyRules(ownLimit.getAsLong(), gzip, pace, uploads) : this;
  }
}
