package dev.trestle.query;

import dev.trestle.internal.work.Routed;
import org.jooq.DSLContext;

/**
 * Where a request reads, of a database with {@link dev.trestle.ConnectionSettings#readReplicas}.
 */
public final class ReadReplicas {
  private ReadReplicas() {}

  /**
   * Has a request read from the primary from now on, for who must not be told anything old: {@code
   * BY_ID.fetchOptional(primary(db), id)}. Without replicas, in a transaction and where nothing
   * goes to a replica anyway it does nothing.
   *
   * @param db as a function was given it
   * @return the same
   */
  public static DSLContext primary(DSLContext db) {
    if (db.configuration().connectionProvider() instanceof Routed routed) {
      routed.stay();
    }
    return db;
  }
}
