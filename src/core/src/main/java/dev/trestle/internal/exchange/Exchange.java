package dev.trestle.internal.exchange;

import dev.trestle.RequestObservation;
import io.javalin.http.Context;
import java.util.function.Consumer;

/**
 * A request and its answer as the server carries them: all that the rest of Trestle knows of it.
 * What is sent is left with it until whoever answers has returned; the last one counts. Used by one
 * thread at a time.
 */
public interface Exchange {
  /** What came. */
  ExchangeRequest request();

  /** What goes out. */
  ExchangeResponse response();

  /**
   * Sends a whole body after the head that is set; with its length, where nobody changes it on its
   * way. Of {@code HEAD} the head alone is sent.
   *
   * @param body not copied
   */
  void send(byte[] body);

  /** Sends the head that is set, which has no body and tells nothing of one: 304. */
  void sendHead();

  /** Sends what is written while it is made. */
  void send(StreamedAnswer answer);

  /**
   * Breaks an answer off that has begun, so that no client takes what was sent for the whole of it.
   *
   * @param endsWithConnection whether the end of the connection would be the end of the body
   */
  void breakOff(boolean endsWithConnection);

  /** The connection, as far as it can be asked. */
  Wire wire();

  /** Who follows the request. */
  RequestObservation observation();

  /** Tells when the answer's last byte is out and nothing runs for it any more, or that failed. */
  void onCompletion(Consumer<Throwable> listener);

  /**
   * Javalin's view of the request.
   *
   * @throws IllegalStateException if it did not come through Javalin
   */
  Context javalin();
}
