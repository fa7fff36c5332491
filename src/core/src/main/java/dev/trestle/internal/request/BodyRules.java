package dev.trestle.internal.request;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What an application accepts as the body of a request.
 *
 * @param limit the longest, in bytes
 * @param gzip whether a compressed one is unpacked; the limit holds for what comes out
 * @param uploads the directory of temporary files
 */
public record BodyRules(long limit, boolean gzip, Path uploads) {
  /** The same rules with a route's own limit, if it has one. */
  public BodyRules within(OptionalLong ownLimit) {
    return ownLimit.isPresent() ? new BodyRules(ownLimit.getAsLong(), gzip, uploads) : this;
  }
}
