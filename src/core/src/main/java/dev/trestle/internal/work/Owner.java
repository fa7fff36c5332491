package dev.trestle.internal.work;

/**
 * For whom a connection is out, as it is told in a log: nothing that a client has sent but an id.
 *
 * @param verb of the request
 * @param route its template
 * @param request its id
 */
public record Owner(String verb, String route, String request) {
  /** What is not done for any request. */
  public static final Owner NOBODY = new Owner("", "", "");

  @Override
  public String toString() {
    return request.isEmpty()
        ? "something outside of requests"
        : verb + " " + route + " [" + request + "]";
  }
}
