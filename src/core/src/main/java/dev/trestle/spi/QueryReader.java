package dev.trestle.spi;

import dev.trestle.Request;

/** Reads the parameters of a query string, and reports all that are wrong together. */
public final class QueryReader extends ValueReader {
  /**
   * A reader of one request.
   *
   * @param request whose query string is read
   */
  public QueryReader(Request request) {
    super("query string", request::queryAll);
  }
}
