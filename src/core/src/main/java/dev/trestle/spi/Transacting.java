package dev.trestle.spi;

import dev.trestle.query.Transactions;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Isolation;

/**
 * The transaction of a function; see {@link dev.trestle.policy.Transactional}.
 *
 * @param isolation empty for the server's default
 * @param readOnly whether it refuses every write
 * @param retries how often it is tried again
 */
public record Transacting(Optional<Isolation> isolation, boolean readOnly, int retries) {
  /**
   * Over a database.
   *
   * @param db where to begin it
   * @return to be run
   */
  public Transactions over(DSLContext db) {
    Transactions transactions = Transactions.of(db).retries(retries);
    if (isolation.isPresent()) {
      transactions = transactions.isolation(isolation.get());
    }
    return readOnly ? transactions.readOnly() : transactions;
  }
}
