package dev.trestle.internal.cookie;

import dev.trestle.Cookie;
import dev.trestle.Cookies;
import dev.trestle.Response;
import dev.trestle.SigningKey;
import dev.trestle.internal.work.RequestWork;
import dev.trestle.internal.work.UnitOfWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cookies of one request; its headers are read when the first cookie is asked for. */
public final class CookieJar implements Cookies {
  private static final String SET_COOKIE = "Set-Cookie";

  private final Supplier<List<String>> headers;
  private final boolean plainHttp;
  private final InstantSource clock;
  private final RequestWork work;
  private final Map<SetCookie.Place, SetCookie> set = new LinkedHashMap<>();
  private SentCookies sent;
  private boolean complete;

  /**
   * @param headers the client's {@code Cookie} headers
   * @param plainHttp whether cookies need not be {@code Secure}
   * @param clock tells when they end
   * @param work of the request, whose transactions cookies are set in
   */
  public CookieJar(
      Supplier<List<String>> headers, boolean plainHttp, InstantSource clock, RequestWork work) {
    this.headers = headers;
    this.plainHttp = plainHttp;
    this.clock = clock;
    this.work = work;
  }

  @Override
  public Optional<String> get(String name) {
    return getAll(name).stream().findFirst();
  }

  @Override
  public List<String> getAll(String name) {
    Optional<SetCookie> last =
        set.values().stream()
            .filter(cookie -> cookie.cookie().name().equals(name))
            .reduce((first, second) -> second);
    if (last.isPresent()) {
      return last.filter(cookie -> !cookie.deletes())
          .map(cookie -> List.of(CookieText.decode(cookie.value())))
          .orElse(List.of());
    }
    if (sent == null) {
      sent = new SentCookies(headers.get());
    }
    return sent.all(name);
  }

  @Override
  public Optional<String> signed(String name, SigningKey key, SigningKey... older) {
    List<SigningKey> keys = new ArrayList<>(List.of(older));
    keys.addFirst(key);
    return getAll(name).stream()
        .flatMap(value -> keys.stream().flatMap(k -> verify(k, name, value)))
        .findFirst();
  }

  private Stream<String> verify(SigningKey key, String name, String value) {
    return Signatures.verify(key, name, value, clock.instant()).stream();
  }

  @Override
  public boolean has(String name) {
    return !getAll(name).isEmpty();
  }

  @Override
  public void set(Cookie cookie) {
    if (complete) {
      throw new IllegalStateException(
          "The answer is made, so cookie '"
              + cookie.name()
              + "' cannot go out with it; set it before the function returns");
    }
    SetCookie made = SetCookie.of(cookie, clock.instant());
    work.join(new Undo(new LinkedHashMap<>(set)));
    set.remove(made.place()); // What is set last stands last.
    set.put(made.place(), made);
  }

  /** What was set before. */
  private final class Undo implements UnitOfWork.Left {
    private final Map<SetCookie.Place, SetCookie> before;

    private Undo(Map<SetCookie.Place, SetCookie> before) {
      this.before = before;
    }

    /** It goes out with the answer. */
    @Override
    public void committed() {}

    @Override
    public void undone() {
      set.clear();
      set.putAll(before);
    }
  }

  @Override
  public void delete(Cookie like) {
    Cookie.Attributes attributes = like.attributes();
    Cookie gone =
        Cookie.of(like.name(), "")
            .path(attributes.path())
            .maxAge(Duration.ZERO)
            .sameSite(attributes.sameSite())
            .secure(attributes.secure())
            .partitioned(attributes.partitioned())
            .httpOnly(attributes.httpOnly());
    set(attributes.domain().map(gone::domain).orElse(gone));
  }

  /** A header that sets a cookie, for an answer of whatever kind. */
  public String header(Cookie cookie) {
    return SetCookie.of(cookie, clock.instant()).header(plainHttp);
  }

  /** As {@link #addTo}, and from here on no cookie is taken: it would not be sent. */
  public Response complete(Response response) {
    complete = true;
    return addTo(response);
  }

  /** The answer with what was set; its own cookies come first, and win over those of their name. */
  public Response addTo(Response response) {
    if (set.isEmpty()) {
      return response;
    }
    Set<String> own =
        response.headers().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(SET_COOKIE))
            .map(header -> header.getValue().split("=", 2)[0].strip())
            .collect(Collectors.toSet());
    Response complete = response;
    for (SetCookie cookie : set.values()) {
      if (!own.contains(cookie.cookie().name())) {
        complete = complete.withAddedHeader(SET_COOKIE, cookie.header(plainHttp));
      }
    }
    return complete;
  }
}
