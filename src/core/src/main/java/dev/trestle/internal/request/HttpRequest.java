package dev.trestle.internal.request;

import dev.trestle.Request;
import dev.trestle.Verb;
import dev.trestle.internal.exchange.ExchangeRequest;
import dev.trestle.internal.json.Json;
import dev.trestle.internal.proxy.Origin;
import dev.trestle.internal.proxy.Origins;
import dev.trestle.internal.router.Match;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A request to a function, read from what the server carries. */
public final class HttpRequest implements Request {

  private ExchangeRequest request;
  private final Optional<Match> match;
  private final Origins origins;
  private final Json json;
  private final RequestBody body;
  private final String id;
  private QueryString query;
  private Origin origin;

  public HttpRequest(
      ExchangeRequest request, Optional<Match> match, Origins origins, Json json, BodyRules rules) {
    this.request = request;
    this.match = match;
    this.origins = origins;
    this.json = json;
    this.body = new RequestBody(request, rules);
    this.id = RequestId.of(request.header(RequestId.HEADER));
  }

  /** From here on its head is known whatever becomes of the server's request. */
  public void keepHead() {
    if (!(request instanceof KeptHead)) {
      origin();
      KeptHead head = new KeptHead(request);
      request = head;
      body.of(head);
    }
  }

  /** It is over: from here on it has its kept head, and no body but what was read as a whole. */
  public void end() {
    if (request instanceof KeptHead head) {
      head.end();
    }
    body.end();
  }

  @Override
  public Verb verb() {
    return Verb.valueOf(request.method());
  }

  @Override
  public String path() {
    return request.path();
  }

  @Override
  public String url() {
    return origin().base() + path() + request.query().map(sent -> "?" + sent).orElse("");
  }

  @Override
  public String remoteAddress() {
    return origin().client();
  }

  /** Where it comes from and was sent to; found out when somebody asks. */
  public Origin origin() {
    if (origin == null) {
      origin = origins.of(request);
    }
    return origin;
  }

  @Override
  public String variable(String name) {
    return match().variable(name);
  }

  public Match match() {
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
      query = QueryString.parse(request.query().orElse(""));
    }
    return query;
  }

  @Override
  public Optional<String> header(String name) {
    return request.header(name);
  }

  @Override
  public List<String> headerAll(String name) {
    return Collections.unmodifiableList((request.headers(name)));
  }

  @Override
  public byte[] bytes() {
    return body.bytes();
  }

  @Override
  public InputStream stream() {
    return body.stream();
  }

  @Override
  public String text() {
    Charset charset = body.charset();
    return new String(bytes(), charset);
  }

  @Override
  public <T> T json(Class<T> type) {
    return json.read(bytes(), type);
  }

  public RequestBody body() {
    return body;
  }

  @Override
  public String id() {
    return id;
  }
}
