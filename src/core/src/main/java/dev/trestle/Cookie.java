package dev.trestle;

import dev.trestle.internal.cookie.CookieText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A cookie to be set. Immutable: each method gives a new one.
 *
 * <pre>{@code
 * cookies.set(Cookie.of("token", value).maxAge(Duration.ofDays(7)).sameSite(STRICT));
 * // Set-Cookie: token=…; Path=/; Expires=…; Max-Age=604800; Secure; HttpOnly; SameSite=Strict
 * }</pre>
 *
 * <p>Unless told otherwise it is sent to the whole site and to no other host ({@code Path=/}),
 * never over plain HTTP ({@code Secure}), not with requests that other sites make, except when a
 * link is followed ({@code SameSite=Lax}); scripts cannot read it ({@code HttpOnly}), and it goes
 * when the browser closes. What browsers would drop without a word is refused here: {@code
 * SameSite=None} or {@code Partitioned} without {@code Secure}, a name that begins with {@code
 * __Host-} or {@code __Secure-} and does not keep its promise, more than 4096 bytes.
 */
public final class Cookie {
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final int LONGEST_ATTRIBUTE = 1024;
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern PATH = Pattern.compile("/[ -:<-~]*");
  private static final Pattern DOMAIN =
      Pattern.compile("(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*+");

  private final String name;
  private final String value;
  private final Attributes attributes;
  private final Optional<SigningKey> key;

  private Cookie(String name, String value, Attributes attributes, Optional<SigningKey> key) {
    this.name = name;
    this.value = value;
    this.attributes = attributes;
    this.key = key;
    check();
  }

  /** Which requests that another site makes have the cookie. */
  public enum SameSite {
    /** None. */
    STRICT("Strict"),
    /** Only where a link to here is followed. */
    LAX("Lax"),
    /** All; only with {@code Secure}. */
    NONE("None");

    private final String text;

    SameSite(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Which cookies a browser that has too many keeps longest. */
  public enum Priority {
    /** Dropped first. */
    LOW("Low"),
    /** As without a priority. */
    MEDIUM("Medium"),
    /** Dropped last. */
    HIGH("High");

    private final String text;

    Priority(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * What is said of a cookie beside its value.
   *
   * @param path of the requests that have it
   * @param domain whose hosts get it; empty for the one host that set it
   * @param maxAge how long it is kept, in whole seconds; empty until the browser closes
   * @param secure whether never over plain HTTP
   * @param httpOnly whether scripts cannot read it
   * @param sameSite which requests of other sites have it
   * @param partitioned whether each site that embeds this one has its own
   * @param priority which are dropped first; empty for the browser's default
   */
  public record Attributes(
      String path,
      Optional<String> domain,
      Optional<Duration> maxAge,
      boolean secure,
      boolean httpOnly,
      SameSite sameSite,
      boolean partitioned,
      Optional<Priority> priority) {
    private static final Attributes SAFE =
        new Attributes(
            "/",
            Optional.empty(),
            Optional.empty(),
            true,
            true,
            SameSite.LAX,
            false,
            Optional.empty());
  }

  /**
   * A cookie with safe attributes.
   *
   * @param name letters, digits and {@code !#$%&'*+.^_`|~-}
   * @param value any text; sent percent-encoded as {@code encodeURIComponent} does
   * @return to be set
   * @throws IllegalArgumentException if the name cannot be sent
   */
  public static Cookie of(String name, String value) {
    Objects.requireNonNull(value, "value");
    return new Cookie(name, value, Attributes.SAFE, Optional.empty());
  }

  /**
   * Only for requests to this path and below.
   *
   * @param path begins with a slash; {@code /} unless set
   * @return a new cookie
   * @throws IllegalArgumentException if it does not, or holds a semicolon or what is not ASCII
   */
  public Cookie path(String path) {
    return with(a -> a.path = Objects.requireNonNull(path, "path"));
  }

  /**
   * For all hosts of a domain, where otherwise only the host that sets it gets it.
   *
   * @param domain {@code example.com}, also for its subdomains; must be the host's own or above it
   * @return a new cookie
   * @throws IllegalArgumentException if it is not a name of hosts
   */
  public Cookie domain(String domain) {
    Objects.requireNonNull(domain, "domain");
    return with(a -> a.domain = Optional.of(domain));
  }

  /**
   * Kept for a time, also when the browser closes. Sent as {@code Max-Age} and as {@code Expires},
   * for clients that know one of them.
   *
   * @param time zero to 400 days, which is as long as browsers keep any; rounded up to seconds;
   *     zero deletes
   * @return a new cookie
   * @throws IllegalArgumentException if it is less or more
   */
  public Cookie maxAge(Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST) > 0) {
      throw refused("maxAge is " + time + "; it must be from zero to 400 days");
    }
    Duration seconds = Duration.ofSeconds(time.plusNanos(999_999_999).toSeconds());
    return with(a -> a.maxAge = Optional.of(seconds));
  }

  /**
   * Whether it is never sent over plain HTTP.
   *
   * <p>In development ({@link TrestleBuilder#development}) {@code Secure} is left out of the answer
   * to a request that did not come over HTTPS, so that a browser takes the cookie from there; not
   * where it has to be: {@code __Host-}, {@code __Secure-}, {@code SameSite=None}, {@code
   * Partitioned}.
   *
   * @param yes true unless set
   * @return a new cookie
   * @throws IllegalArgumentException if it has to be
   */
  public Cookie secure(boolean yes) {
    return with(a -> a.secure = yes);
  }

  /**
   * Whether scripts of the page cannot read it.
   *
   * @param yes true unless set
   * @return a new cookie
   */
  public Cookie httpOnly(boolean yes) {
    return with(a -> a.httpOnly = yes);
  }

  /**
   * Which requests that other sites make have it.
   *
   * @param rule {@code LAX} unless set
   * @return a new cookie
   * @throws IllegalArgumentException for {@code NONE} if it is not {@code Secure}
   */
  public Cookie sameSite(SameSite rule) {
    Objects.requireNonNull(rule, "rule");
    return with(a -> a.sameSite = rule);
  }

  /**
   * Whether each site that embeds this one has a cookie of its own.
   *
   * @param yes false unless set
   * @return a new cookie
   * @throws IllegalArgumentException if it is not {@code Secure}
   */
  public Cookie partitioned(boolean yes) {
    return with(a -> a.partitioned = yes);
  }

  /**
   * Which cookies a browser that has too many keeps longest.
   *
   * @param rank the browser's default unless set
   * @return a new cookie
   */
  public Cookie priority(Priority rank) {
    return with(a -> a.priority = Optional.of(rank));
  }

  /**
   * Signed, so that a client can neither change nor make up the value, nor give it another name;
   * read it with {@link Cookies#signed}. It can still be read: keep no secret in it. With {@link
   * #maxAge} its end is signed too, so that a copy is worth nothing afterwards.
   *
   * @param signer the newest key
   * @return a new cookie
   */
  public Cookie signed(SigningKey signer) {
    return new Cookie(name, value, attributes, Optional.of(signer));
  }

  private Cookie with(Consumer<Draft> change) {
    Draft draft = new Draft(attributes);
    change.accept(draft);
    return new Cookie(name, value, draft.done(), key);
  }

  /** Attributes while one of them is changed. */
  private static final class Draft {
    private String path;
    private Optional<String> domain;
    private Optional<Duration> maxAge;
    private boolean secure;
    private boolean httpOnly;
    private SameSite sameSite;
    private boolean partitioned;
    private Optional<Priority> priority;

    Draft(Attributes from) {
      path = from.path;
      domain = from.domain;
      maxAge = from.maxAge;
      secure = from.secure;
      httpOnly = from.httpOnly;
      sameSite = from.sameSite;
      partitioned = from.partitioned;
      priority = from.priority;
    }

    Attributes done() {
      return new Attributes(
          path, domain, maxAge, secure, httpOnly, sameSite, partitioned, priority);
    }
  }

  /**
   * The name.
   *
   * @return as it is sent
   */
  public String name() {
    return name;
  }

  /**
   * The value.
   *
   * @return as it was given, neither encoded nor signed
   */
  public String value() {
    return value;
  }

  /**
   * What is said beside the value.
   *
   * @return those that were set, and the safe ones for the others
   */
  public Attributes attributes() {
    return attributes;
  }

  /**
   * What signs the value.
   *
   * @return empty where it is sent as it is
   */
  public Optional<SigningKey> key() {
    return key;
  }

  private void check() {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + CookieText.printable(name)
              + "' cannot be the name of a cookie; use letters,"
              + " digits, - and _");
    }
    require(
        PATH.matcher(attributes.path).matches() && attributes.path.length() <= LONGEST_ATTRIBUTE,
        "path is '"
            + CookieText.printable(attributes.path)
            + "'; it must begin with a slash and have only ASCII, no semicolon");
    attributes.domain.ifPresent(domain ->
        require(
            DOMAIN.matcher(domain).matches() && domain.length() <= LONGEST_ATTRIBUTE,
            "domain is '" + CookieText.printable(domain) + "'; it must be like example.com"));
    if (!attributes.secure) {
      require(attributes.sameSite != SameSite.NONE, "SameSite=None needs Secure");
      require(!attributes.partitioned, "Partitioned needs Secure");
      require(!begins("__Secure-") && !begins("__Host-"), "its prefix needs Secure");
    }
    if (begins("__Host-")) {
      require(attributes.path.equals("/"), "__Host- needs the path /");
      require(attributes.domain.isEmpty(), "__Host- forbids a domain");
    }
  }

  /** Browsers compare prefixes without regard to case. */
  private boolean begins(String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("Cookie '" + name + "': " + why);
  }

  /** Its name only. */
  @Override
  public String toString() {
    return "Cookie[" + name + "]";
  }
}
