package dev.trestle.internal.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came, as the server has it: nothing of it is decoded, and the body is not read yet. */
public interface ExchangeRequest {
  /** The method as sent. */
  String method();

  /** The path as sent, percent-encoded, with the context path if the server has one. */
  String path();

  /** What follows the question mark as sent; empty if there is none. */
  Optional<String> query();

  /** Like {@code HTTP/1.1}. */
  String protocol();

  /** The first value of a header of that name, in any case. */
  Optional<String> header(String name);

  /** All values of the headers of that name, in the order sent. */
  List<String> headers(String name);

  /** All headers under their names in any case; a new map. */
  Map<String, List<String>> headers();

  /** The length that is declared for the body; negative if none is. */
  long contentLength();

  /** The body, the same at each call; reading it may ask the client for it. */
  InputStream body() throws IOException;

  /** Of the connection: {@code http} or {@code https}. */
  String scheme();

  /** The host that was asked for, or else that was connected to. */
  String serverName();

  /** The port that was asked for, or else that was connected to. */
  int serverPort();

  /** The other end of the connection; numeric where it is an IP address. */
  String remoteAddress();
}
