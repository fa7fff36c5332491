package dev.trestle;

import java.util.List;
import java.util.Optional;

/** What a {@link RequestListener} may know of a request that begins. Read by one thread. */
public interface RequestHead {
  /**
   * The method.
   *
   * @return as the client sent it: any word
   */
  String method();

  /**
   * What was asked for.
   *
   * @return path and query string, as the client sent them
   */
  String target();

  /**
   * The route that answers; found when this is asked.
   *
   * @return the URL with its variables, {@code /api/users/{id}}; empty where no function of a route
   *     will be asked
   */
  Optional<String> route();

  /**
   * What the client used to come here, told by {@linkplain HttpSettings#trustedProxies trusted
   * proxies} if there are any before this.
   *
   * @return {@code http} or {@code https}
   */
  String scheme();

  /**
   * The address that the request was received on. The name that the client used is a header.
   *
   * @return of this machine, numeric
   */
  String localAddress();

  /**
   * The port that the request was received on.
   *
   * @return 1 to 65535; negative if it did not come through an IP socket
   */
  int localPort();

  /**
   * All values of the headers of one name.
   *
   * @param name in any case
   * @return as sent, in their order; empty if there is none
   */
  List<String> headers(String name);
}
