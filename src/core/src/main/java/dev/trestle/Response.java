package dev.trestle;

import dev.trestle.internal.files.ContentDisposition;
import dev.trestle.internal.files.StoredFile;
import dev.trestle.query.BoundQuery;
import dev.trestle.spi.Body;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * One HTTP answer. Immutable: the {@code with} methods give a new one.
 *
 * <pre>{@code
 * return Response.json(201, user).withHeader("Location", "/api/users/" + user.id());
 * }</pre>
 */
public final class Response {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final int status;
  private final Headers headers;
  private final Body body;
  private final boolean tagged;

  private Response(int status, Headers headers, Body body, boolean tagged) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "Status " + status + " cannot be answered; use one of 200 to 599");
    }
    if ((status == 204 || status == 304) && !(body instanceof Body.Empty)) {
      throw new IllegalArgumentException(
          "Status " + status + " has no body; use Response.empty(" + status + ")");
    }
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.tagged = tagged;
  }

  private Response(int status, Body body) {
    this(status, Headers.none(), body, false);
  }

  /** Makes the body of a stream, see {@link Response#stream}. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes the whole body and returns. Where a client reads slowly or not at all, a write waits,
     * on this request's own virtual thread; where it went away, a write throws.
     *
     * @param out for this thread, until this returns; need not be flushed or closed
     * @throws Exception whatever prevents the answer
     */
    void write(OutputStream out) throws Exception;
  }

  /**
   * 200 with a value as JSON.
   *
   * @param value anything the JSON mapper writes; null is JSON's null
   * @return the answer
   */
  public static Response json(Object value) {
    return json(200, value);
  }

  /**
   * A value as JSON.
   *
   * @param status 200 to 599, not 204 or 304
   * @param value anything the JSON mapper writes; null is JSON's null
   * @return the answer
   */
  public static Response json(int status, Object value) {
    return new Response(status, new Body.Json(Optional.ofNullable(value)));
  }

  /**
   * 200 with the rows of a query as a JSON array: the bytes of {@code json(query.fetch(db))},
   * usually without an object being made of any row; see {@link dev.trestle.query.JsonRows}.
   *
   * <p>A function that returns a {@link BoundQuery} is answered this way. The query runs after the
   * function has returned; what PostgreSQL refuses is answered as if the function had thrown it. A
   * list of more than 1,000 rows in an order that {@link BoundQuery#slice} could read is sent in
   * batches that do not see one moment, and broken off if a later one fails.
   *
   * @param db where to run the query; not a transaction that ends before the function does
   * @param query with a mapping
   * @return the answer
   */
  public static Response rows(DSLContext db, BoundQuery<?> query) {
    return new Response(200, new Body.Rows(db, query, new Body.Format.Array()));
  }

  /**
   * {@link #rows} as they are at one moment. A connection is out until the client has read them, or
   * the deadline breaks the answer off; a quarter of the pool may be out for this, further requests
   * are answered with 503. See {@link dev.trestle.query.JsonRows#snapshot}.
   *
   * @param db where to run the query
   * @param query with a mapping
   * @param longest from the begin of the query to the end of the answer
   * @return the answer
   */
  public static Response snapshot(DSLContext db, BoundQuery<?> query, Duration longest) {
    return new Response(200, new Body.Rows(db, query, new Body.Format.Snapshot(longest)));
  }

  /**
   * {@link #rows} with a line for each row in place of an array: {@code application/x-ndjson},
   * which a client can read line by line.
   *
   * @param db where to run the query
   * @param query with a mapping
   * @return the answer
   */
  public static Response lines(DSLContext db, BoundQuery<?> query) {
    return new Response(200, new Body.Rows(db, query, new Body.Format.Lines()));
  }

  /**
   * 200 with plain text in UTF-8.
   *
   * @param text the body
   * @return the answer
   */
  public static Response text(String text) {
    return bytes("text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * 200 with bytes.
   *
   * @param contentType of the bytes; empty for none
   * @param bytes not copied: do not change them
   * @return the answer
   */
  public static Response bytes(String contentType, byte[] bytes) {
    Headers.checkValue("Content-Type", contentType);
    return new Response(200, new Body.Bytes(contentType, Objects.requireNonNull(bytes)));
  }

  /**
   * 200 with a body that is sent while it is made, of any length in little memory.
   *
   * <pre>{@code
   * return Response.stream("text/csv", out -> {
   *   for (User user : users) {
   *     out.write(line(user));
   *   }
   * });
   * }</pre>
   *
   * <p>The writer runs on the thread of the request, once the function and all {@code after}
   * handlers have returned; for {@code HEAD} it does not run. No connection to the database is held
   * for it: what it takes from the {@code DSLContext} is its own, and a slow client makes it wait.
   *
   * <p>Up to 16 KiB are held back: an answer that ends within them is sent with its length, and
   * what the writer throws is the answer as if the function had thrown it. With more bytes, or the
   * first {@code flush()}, the answer begins; each later {@code flush()} reaches the client at
   * once. From then on an exception is logged, and the connection is broken off, so that no client
   * takes the part for the whole. Mind that most writers and streams around this one flush it when
   * they are closed, also by an exception.
   *
   * <p>A {@code Content-Length} that you set is a promise: another number of bytes is a failure.
   *
   * <p>In somebody's Javalin server, their compression applies to what ends within the 16 KiB.
   *
   * @param contentType of the bytes; empty for none
   * @param writer called once at most
   * @return the answer
   */
  public static Response stream(String contentType, Writer writer) {
    Headers.checkValue("Content-Type", contentType);
    return new Response(
        200, new Body.Stream(contentType, Objects.requireNonNull(writer, "writer")));
  }

  /**
   * 200 with a file.
   *
   * <p>Its type goes by its extension, as in Jetty's table: a text is taken for UTF-8, what is not
   * known is {@code application/octet-stream}, and {@code X-Content-Type-Options: nosniff} keeps
   * browsers from guessing; {@link #withHeader} sets another. It has {@code Last-Modified} and an
   * {@code ETag} (see {@link #withETag(ETag)}), and a {@code Range} of it is answered with 206, one
   * that it does not have with 416; several at once with the whole. It is sent in little memory,
   * and broken off if it becomes shorter meanwhile.
   *
   * <p>What users have uploaded may hold scripts: send it with {@link #withAttachment}.
   *
   * @param path of a file, not of a link; from your own code, else see {@link #file(Path, String)}
   * @return the answer
   * @throws HttpError 404 if there is no such file
   */
  public static Response file(Path path) {
    return file(StoredFile.of(path));
  }

  /**
   * 200 with a file below a folder, found by what a client sent.
   *
   * <pre>{@code
   * return Response.file(uploads, String.join("/", rest));
   * }</pre>
   *
   * @param root the folder; may be a link itself
   * @param relative names with slashes between them, decoded
   * @return as {@link #file(Path)}
   * @throws HttpError 404 if no file is there; also for what is not below, begins with a dot, holds
   *     a backslash or NUL, or is reached through a link
   */
  public static Response file(Path root, String relative) {
    return file(StoredFile.below(root, relative));
  }

  private static Response file(StoredFile file) {
    return new Response(200, new Body.File(file.path(), file.length()))
        .withETag(file.etag())
        .withLastModified(file.modified())
        .withHeader("X-Content-Type-Options", "nosniff");
  }

  /**
   * 200 with server-sent events, for a browser's {@code EventSource}.
   *
   * <pre>{@code
   * return Response.events(events -> {
   *   try (Subscription posts = feed.subscribe()) {
   *     while (true) {
   *       Post post = posts.take();
   *       events.send(ServerEvent.json(post).withId(post.id()));
   *     }
   *   }
   * });
   * }</pre>
   *
   * <p>The answer begins before the writer runs, so what is to be refused is refused before it is
   * returned. The writer has this request's virtual thread and no connection to the database, so
   * thousands may wait; for {@code HEAD} it does not run. Every event is flushed. Where nothing was
   * sent for a while, a comment is, which keeps proxies from giving up and tells whether the client
   * is still there ({@link HttpSettings#heartbeat}); if it is not, the writer is interrupted. That
   * is no failure, and not in the log.
   *
   * <p>Never compressed, never stored by a cache, and not buffered by nginx ({@code
   * X-Accel-Buffering}).
   *
   * @param writer called once at most
   * @return the answer
   */
  public static Response events(EventStream.Writer writer) {
    return new Response(200, new Body.Events(Objects.requireNonNull(writer, "writer")))
        .withHeader("Cache-Control", "no-store, no-transform")
        .withHeader("X-Accel-Buffering", "no");
  }

  /**
   * An answer without a body.
   *
   * @param status 200 to 599
   * @return the answer
   */
  public static Response empty(int status) {
    return new Response(status, new Body.Empty());
  }

  /**
   * 204.
   *
   * @return the answer
   */
  public static Response noContent() {
    return empty(204);
  }

  /**
   * 307: ask again there, with the same verb and body. Where the request is a {@code POST} of a
   * form, it is answered with 303, so that the form is not posted once more.
   *
   * @param location absolute or relative, sent as it is
   * @return the answer
   */
  public static Response redirect(String location) {
    return empty(307).withHeader("Location", location);
  }

  /**
   * 308: as {@link #redirect}, for good.
   *
   * @param location absolute or relative, sent as it is
   * @return the answer
   */
  public static Response permanentRedirect(String location) {
    return empty(308).withHeader("Location", location);
  }

  /**
   * 303: ask there with {@code GET}; after a form.
   *
   * @param location absolute or relative, sent as it is
   * @return the answer
   */
  public static Response seeOther(String location) {
    return empty(303).withHeader("Location", location);
  }

  /**
   * To end the request from anywhere below its function: {@code throw
   * Response.seeOther("/login").thrown()}.
   *
   * @return to be thrown
   */
  public ThrownResponse thrown() {
    return new ThrownResponse(this);
  }

  /**
   * The same answer with another status.
   *
   * @param newStatus 200 to 599
   * @return a new answer
   */
  public Response withStatus(int newStatus) {
    return new Response(newStatus, headers, body, tagged);
  }

  /**
   * The same answer with other bytes.
   *
   * @param contentType of the bytes; empty for none
   * @param bytes not copied: do not change them
   * @return a new answer
   */
  public Response withBytes(String contentType, byte[] bytes) {
    Headers.checkValue("Content-Type", contentType);
    return new Response(status, headers, new Body.Bytes(contentType, bytes), false);
  }

  /**
   * The same answer with a header, in place of any of that name.
   *
   * @param name a token, any case
   * @param value without control characters
   * @return a new answer
   * @throws IllegalArgumentException if name or value cannot be sent
   */
  public Response withHeader(String name, String value) {
    return with(headers.with(name, value));
  }

  /**
   * The same answer with a header, unless it has one of that name: for middleware that leaves the
   * last word to the function.
   *
   * @param name a token, any case
   * @param value without control characters
   * @return a new answer, or this
   * @throws IllegalArgumentException if name or value cannot be sent
   */
  public Response withDefaultHeader(String name, String value) {
    Headers more = headers.plus(name, value);
    return header(name).isPresent() ? this : with(more);
  }

  /**
   * The same answer with one more header, beside any of that name.
   *
   * @param name a token, any case
   * @param value without control characters
   * @return a new answer
   * @throws IllegalArgumentException if name or value cannot be sent
   */
  public Response withAddedHeader(String name, String value) {
    return with(headers.plus(name, value));
  }

  private Response with(Headers changed) {
    return new Response(status, changed, body, tagged);
  }

  /**
   * The same answer with the name of its version. A client that has it already ({@code
   * If-None-Match}) is answered with 304 and no body: to {@code GET} and {@code HEAD}, where the
   * status is one of success. Rows are not read and a stream is not written then.
   *
   * <p>Where the answer is compressed, a strong tag has {@code --gzip} behind it, and matches with
   * it too.
   *
   * @param etag changes with the answer
   * @return a new answer
   */
  public Response withETag(ETag etag) {
    return withHeader("ETag", etag.toString());
  }

  /**
   * The same answer with a tag made of the bytes of its body, once they are there; for what is
   * cheap to make and long to send. Rows that are sent while they are read get none.
   *
   * @return a new answer
   * @throws IllegalStateException if there is no body, or its bytes are not known before they are
   *     sent; a file has a tag already
   */
  public Response withETag() {
    return switch (body) {
      case Body.Bytes bytes -> withETag(ETag.ofBytes(bytes.bytes()));
      case Body.Json json -> new Response(status, headers, json, true);
      case Body.Rows rows -> new Response(status, headers, rows, true);
      case Body.Empty empty ->
          throw new IllegalStateException("Without a body there is nothing to make a tag of");
      case Body.Stream stream ->
          throw new IllegalStateException(
              "The bytes of a stream are not known before they are sent; use"
                  + " withETag(ETag.of(version))");
      case Body.File file -> this;
      case Body.Events events -> throw new IllegalStateException("Events have no version");
    };
  }

  /**
   * The same answer with the time of its last change. A client that asks for what has changed since
   * then ({@code If-Modified-Since}) is answered with 304, as for {@link #withETag(ETag)}, which is
   * more exact and goes before.
   *
   * @param time cut off to seconds
   * @return a new answer
   */
  public Response withLastModified(Instant time) {
    return withHeader("Last-Modified", HTTP_DATE.format(time));
  }

  /**
   * The same answer, to be saved under a name rather than shown.
   *
   * @param fileName as anybody may have sent it; what stands before its last slash or backslash is
   *     left out, what could not be seen replaced
   * @return a new answer
   */
  public Response withAttachment(String fileName) {
    return withHeader("Content-Disposition", ContentDisposition.of("attachment", fileName));
  }

  /**
   * The same answer, to be shown, and saved under a name if the user wants to.
   *
   * @param fileName as for {@link #withAttachment}
   * @return a new answer
   */
  public Response withInline(String fileName) {
    return withHeader("Content-Disposition", ContentDisposition.of("inline", fileName));
  }

  /**
   * Whether the bytes of the body are to give the tag, see {@link #withETag()}.
   *
   * @return false also where there is a header {@code ETag}
   */
  public boolean isTaggedByBody() {
    return tagged && header("ETag").isEmpty();
  }

  /**
   * The first value of a header.
   *
   * @param name without regard to case
   * @return empty if this answer does not set it
   */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /**
   * The status.
   *
   * @return 200 to 599
   */
  public int status() {
    return status;
  }

  /**
   * The headers in the order they were added.
   *
   * @return unmodifiable; without what the body brings (type, length)
   */
  public List<Map.Entry<String, String>> headers() {
    return headers.list();
  }

  /**
   * The body.
   *
   * @return never null
   */
  public Body body() {
    return body;
  }
}
