package dev.trestle.bench.jdbc;

import static dev.trestle.bench.jdbc.Rows.query;
import static dev.trestle.bench.jdbc.Rows.time;
import static dev.trestle.bench.jdbc.Rows.uuid;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Accounts by hand. */
public final class MoneyStore {
  private final DataSource pool;

  /** A store over somebody's pool. */
  public MoneyStore(DataSource pool) {
    this.pool = pool;
  }

  /** An account. */
  public record Account(UUID id, UUID userId, long balance) {}

  /** What was moved. */
  public record Transaction(
      UUID id,
      UUID fromUserId,
      UUID toUserId,
      long amount,
      String status,
      OffsetDateTime createdAt) {}

  /** A transfer that happened. */
  public record Transfer(Account sender, Account receiver, Transaction transaction) {}

  /** A transfer that did not happen. */
  public static final class Refused extends RuntimeException {
    private final int status;

    private Refused(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }

    /** The status of the answer. */
    public int status() {
      return status;
    }
  }

  /** Moves money in one transaction. */
  public Transfer transfer(UUID from, UUID to, long amount) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Transfer transfer = transfer(connection, from, to, amount);
        connection.commit();
        return transfer;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static Transfer transfer(Connection connection, UUID from, UUID to, long amount)
      throws SQLException {
    // Locked in one order, so that opposite transfers cannot wait for each other.
    List<Account> locked =
        query(
            connection,
            "select id, user_id, balance from accounts where user_id in (?, ?)"
                + " order by user_id for update",
            MoneyStore::account,
            from,
            to);
    if (locked.size() < 2) {
      throw new Refused(404, "Account not found");
    }
    Account sender = locked.get(locked.getFirst().userId().equals(from) ? 0 : 1);
    if (sender.balance() < amount) {
      throw new Refused(400, "Insufficient funds");
    }
    return new Transfer(
        add(connection, from, -amount),
        add(connection, to, amount),
        query(
                connection,
                "insert into transactions (from_user_id, to_user_id, amount, status)"
                    + " values (?, ?, ?, 'completed')"
                    + " returning id, from_user_id, to_user_id, amount, status, created_at",
                MoneyStore::transaction,
                from,
                to,
                amount)
            .getFirst());
  }

  private static Account add(Connection connection, UUID userId, long amount) throws SQLException {
    return query(
            connection,
            "update accounts set balance = balance + ? where user_id = ?"
                + " returning id, user_id, balance",
            MoneyStore::account,
            amount,
            userId)
        .getFirst();
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(uuid(row, "id"), uuid(row, "user_id"), row.getLong("balance"));
  }

  private static Transaction transaction(ResultSet row) throws SQLException {
    return new Transaction(
        uuid(row, "id"),
        uuid(row, "from_user_id"),
        uuid(row, "to_user_id"),
        row.getLong("amount"),
        row.getString("status"),
        time(row, "created_at"));
  }
}
