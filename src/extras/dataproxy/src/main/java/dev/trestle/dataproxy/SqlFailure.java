package dev.trestle.dataproxy;

import java.util.Optional;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why a statement did not run, to be told to the caller. Without a stack: it is no fault of ours.
 */
final class SqlFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<ServerErrorMessage> server;
  private final String state;
  private final int position;

  private SqlFailure(
      String message, String state, Optional<ServerErrorMessage> server, int position) {
    super(message, null, false, false);
    this.state = state;
    this.server = server;
    this.position = position;
  }

  /** Of our own. */
  static SqlFailure of(String state, String message) {
    return new SqlFailure(message, state, Optional.empty(), 0);
  }

  /** PostgreSQL's. */
  static SqlFailure of(ServerErrorMessage server, int position) {
    return new SqlFailure(server.getMessage(), server.getSQLState(), Optional.of(server), position);
  }

  String state() {
    return state;
  }

  /** What PostgreSQL says beside its message. */
  Optional<ServerErrorMessage> server() {
    return server;
  }

  /** The character of the SQL as it was sent, from 1 on; 0 if there is none. */
  int position() {
    return position;
  }
}
