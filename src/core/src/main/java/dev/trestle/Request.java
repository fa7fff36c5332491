package dev.trestle;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP request, as a handler reads it.
 *
 * <p>Belongs to the thread that handles the request and ends with it. Names of headers are matched
 * without regard to case, all other names exactly.
 */
public interface Request {
  /**
   * The verb the client sent; {@code HEAD} too when the function that runs is {@code GET}.
   *
   * @return never one that no function can answer
   */
  Verb verb();

  /**
   * The path as the client sent it: percent-encoded, without the query string. Where the server has
   * a context path, it begins with that.
   *
   * @return begins with a slash
   */
  String path();

  /**
   * The URL as the client knows it: scheme, host, port unless it is the scheme's own, path and
   * query string, the latter two as sent.
   *
   * <p>Scheme, host and port are those of the connection and the {@code Host} header. A proxy's
   * word for them counts only where it is trusted, see {@link HttpSettings#trustedProxies}. Clients
   * send any {@code Host} they like, so build no link for somebody else from it.
   *
   * @return absolute
   */
  String url();

  /**
   * The address of the client: that of the connection, or where it comes from a trusted proxy, what
   * that tells; see {@link HttpSettings#trustedProxies}.
   *
   * @return an IP address, IPv6 without brackets
   */
  String remoteAddress();

  /**
   * The value of a path variable, decoded.
   *
   * @param name as the package names it: {@code id} for {@code _id}
   * @return the segment; for a catch-all its segments joined by slashes
   * @throws IllegalArgumentException if no segment of this route has that name
   */
  String variable(String name);

  /**
   * The first value of a query parameter, decoded as a form is: {@code +} is a space.
   *
   * @param name decoded
   * @return empty if the parameter is missing; present and {@code ""} for {@code ?name} or {@code
   *     ?name=}
   * @throws HttpError 400 if the query string has a malformed escape
   */
  Optional<String> query(String name);

  /**
   * All values of a query parameter, in the order sent.
   *
   * @param name decoded
   * @return unmodifiable; empty if the parameter is missing
   * @throws HttpError 400 if the query string has a malformed escape
   */
  List<String> queryAll(String name);

  /**
   * The first value of a header.
   *
   * @param name without regard to case
   * @return empty if the client did not send it
   */
  Optional<String> header(String name);

  /**
   * All values of a header, in the order sent; each may be a list itself.
   *
   * @param name without regard to case
   * @return unmodifiable; empty if the client did not send it
   */
  List<String> headerAll(String name);

  /**
   * What the client makes this request depend on.
   *
   * @return to be held against what is stored
   */
  default Preconditions preconditions() {
    return new Preconditions(this);
  }

  /**
   * The whole body. Read once and kept, so that it can be asked for again.
   *
   * @return empty if there is none; do not change it
   * @throws HttpError 413 if it is longer than {@link dev.trestle.policy.BodyLimit} says, as soon
   *     as that much has been read; 415 if it is compressed ({@link HttpSettings#gzipBodies}); 408
   *     if the client stops sending, 400 if it breaks off
   * @throws IllegalStateException if the body was given out as a stream
   */
  byte[] bytes();

  /**
   * The body as it comes in, for one that need not fit into memory. Given out once; a body that was
   * read as a whole before is given out again.
   *
   * <p>Reading throws the same errors as {@link #bytes}, also after some of the body has been read:
   * so the end of the stream is the end of what the client sent, never of a body cut short. It need
   * not be closed, nor read to its end.
   *
   * @return empty if there is no body
   * @throws HttpError as {@link #bytes()}
   * @throws IllegalStateException if the body was given out as a stream before
   */
  InputStream stream();

  /**
   * The whole body as text, in the charset of {@code Content-Type}, UTF-8 unless named.
   *
   * @return empty if there is no body
   * @throws HttpError as {@link #bytes()}; 415 for a charset that does not exist here
   */
  String text();

  /**
   * The body, read as JSON whatever its type says. A record parameter does the same and looks at
   * {@code Content-Type} too.
   *
   * @param <T> the type to read
   * @param type usually a record
   * @return never null: a body of {@code null} is refused
   * @throws HttpError as {@link #bytes()}; 400 if it is not JSON, or JSON of another shape
   */
  <T> T json(Class<T> type);

  /**
   * The id of this request, in the log and in the answer's {@code X-Request-Id}: the client's own
   * if it sent a plain one (1 to 64 of letters, digits, dot, dash and underscore).
   *
   * @return never empty
   */
  String id();
}
