package dev.trestle;

import java.io.IOException;
import java.util.Optional;

/**
 * A client that listens for events, as the writer of {@link Response#events} sees it. Any thread
 * may send.
 */
public interface EventStream {
  /** Sends events until there are no more, or nobody listens. */
  @FunctionalInterface
  interface Writer {
    /**
     * Sends events and returns, which ends the answer; a browser then connects again. Where the
     * client goes away, the time is up or the server stops, this thread is interrupted, so a loop
     * around a queue needs no other end; where it waits for the database, its statement is
     * cancelled instead.
     *
     * @param events to send to, until this returns
     * @throws Exception whatever prevents further events; logged, unless the client went away
     */
    void write(EventStream events) throws Exception;
  }

  /**
   * Sends an event at once. Where the client reads slowly, this waits.
   *
   * @param event written before anything of it is sent
   * @throws IOException if the client went away
   */
  void send(ServerEvent event) throws IOException;

  /**
   * Sends what a client passes over. Not needed to keep the connection alive: that is done where
   * nothing else was sent for a while, see {@link HttpSettings#heartbeat}.
   *
   * @param text of any number of lines
   * @throws IOException if the client went away
   */
  void comment(String text) throws IOException;

  /**
   * The id of the last event that the client has got, if it comes back after it lost a connection.
   *
   * @return empty for a new client
   */
  Optional<String> lastEventId();

  /**
   * Whether somebody listens, as far as is known: a client that vanished without a word is noticed
   * when something is sent to it, a heartbeat at the latest.
   *
   * @return false for good once it is false
   */
  boolean isOpen();

  /**
   * Runs something once nobody listens any more, or the writer has returned; at once if that is so.
   *
   * @param action quick; on whichever thread notices
   */
  void onClose(Runnable action);
}
