package dev.trestle.bench.edge;

import java.util.UUID;

/** One way to the name of a user. */
interface Lookup extends AutoCloseable {
  /** The statement of all of them. */
  String SQL = "select id, email, name from users where id = $1";

  /** Asks, and reads the whole answer. */
  String email(UUID id) throws Exception;
}
