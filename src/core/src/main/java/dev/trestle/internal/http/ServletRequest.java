package dev.trestle.internal.http;

import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Verb;
import dev.trestle.internal.json.Json;
import dev.trestle.internal.router.Match;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request that came through the servlet layer. */
final class ServletRequest implements Request {
  private static final long LONGEST = Integer.MAX_VALUE - 16;

  private final HttpServletRequest request;
  private final Optional<Match> match;
  private final Json json;
  private final long bodyLimit;
  private final String id;
  private QueryString query;
  private byte[] body;

  ServletRequest(HttpServletRequest request, Optional<Match> match, Json json, long bodyLimit) {
    this.request = request;
    this.match = match;
    this.json = json;
    this.bodyLimit = bodyLimit;
    this.id = RequestId.of(request.getHeader(RequestId.HEADER));
  }

  @Override
  public Verb verb() {
    return Verb.valueOf(request.getMethod());
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public String variable(String name) {
    return match().variable(name);
  }

  Match match() {
    return match.orElseThrow(() -> new IllegalArgumentException("No route runs here"));
  }

  @Override
  public Optional<String> query(String name) {
    return queryString().first(name);
  }

  @Override
  public List<String> queryAll(String name) {
    return queryString().all(name);
  }

  private QueryString queryString() {
    if (query == null) {
      query = QueryString.parse(Optional.ofNullable(request.getQueryString()).orElse(""));
    }
    return query;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  @Override
  public List<String> headerAll(String name) {
    return Collections.unmodifiableList(Collections.list(request.getHeaders(name)));
  }

  @Override
  public byte[] bytes() {
    if (body == null) {
      // What is kept whole is an array; a higher limit counts for bodies that are not.
      long limit = Math.min(bodyLimit, LONGEST);
      if (request.getContentLengthLong() > limit) {
        throw tooLarge(limit);
      }
      try {
        byte[] read = request.getInputStream().readNBytes(Math.toIntExact(limit + 1));
        if (read.length > limit) {
          throw tooLarge(limit);
        }
        body = read;
      } catch (IOException e) {
        throw HttpError.badRequest("The body ends before it is complete");
      }
    }
    return body;
  }

  private static HttpError tooLarge(long limit) {
    return HttpError.of(413, "The body is larger than " + limit + " bytes");
  }

  @Override
  public String text() {
    return new String(bytes(), charset());
  }

  private Charset charset() {
    String name = request.getCharacterEncoding();
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw HttpError.of(415, "The charset of the body is not known; send UTF-8");
    }
  }

  @Override
  public <T> T json(Class<T> type) {
    return json.read(bytes(), type);
  }

  /** Refuses a body that is not declared as JSON. */
  void requireJson() {
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals("application/json") && !media.endsWith("+json")) {
      throw HttpError.of(
          415,
          (media.isEmpty() ? "The body has no Content-Type" : "The body is " + media)
              + "; send application/json");
    }
    if (!StandardCharsets.UTF_8.equals(charset())) {
      throw HttpError.of(415, "JSON is UTF-8; leave the charset out");
    }
  }

  @Override
  public String id() {
    return id;
  }
}
