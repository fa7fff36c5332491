package dev.trestle.internal.work;

import org.jooq.ConnectionProvider;

/** Connections of one request. */
public interface OfRequest extends Cancellable {
  /** What that request has under way. */
  RequestWork work();

  /** Where the next one comes from. */
  ConnectionProvider pool();
}
