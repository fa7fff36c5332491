package dev.trestle;

/**
 * Is told of an application's requests, for metrics and tracing: of each that is over, and, if it
 * wants to follow one on its way, of its begin.
 *
 * <pre>{@code
 * Trestle.of(new Routes()).onRequest(request -> count(request.route(), request.duration()))
 * }</pre>
 *
 * <p>Called by several threads at once. What it throws is logged the first time and changes
 * nothing.
 *
 * @see TrestleBuilder#onRequest
 */
@FunctionalInterface
public interface RequestListener {
  /**
   * A request is over, also one that no route answers, or that the server itself refused.
   *
   * @param request without anything of its client
   */
  void completed(CompletedRequest request);

  /**
   * A request begins: its head has been read, and nothing has been done for it. Not called for what
   * the server itself refuses, such as a malformed request line.
   *
   * @param head to be asked until this returns, and not later
   * @return what is told of the rest; {@link RequestObservation#NONE} to be told nothing, which
   *     costs nothing
   */
  default RequestObservation began(RequestHead head) {
    return RequestObservation.NONE;
  }
}
