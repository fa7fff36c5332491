package dev.trestle;

import dev.trestle.internal.compress.Compression;
import dev.trestle.internal.proxy.Origins;
import dev.trestle.internal.proxy.TrustedProxies;
import dev.trestle.internal.request.BodyPace;
import dev.trestle.internal.request.BodyRules;
import dev.trestle.internal.setting.Range;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What holds for all requests and answers of an application: limits, compression, proxies.
 *
 * @see TrestleBuilder#http
 */
public final class HttpSettings {
  private static final int MAX_BODY = Integer.MAX_VALUE - 16;

  private int headerLimit = 8 << 10;
  private int bodyLimit = 1 << 20;
  private int bodyRate = BodyPace.LEAST;
  private boolean gzipBodies;
  private Optional<Path> uploads = Optional.empty();
  private int compressFrom = 1024;
  private Duration heartbeat = Duration.ofSeconds(15);
  private TrustedProxies proxies = TrustedProxies.none();

  HttpSettings() {}

  /**
   * The longest request line together with all headers: a longer line is answered with 414, longer
   * headers with 431. An owner's server has its own.
   *
   * @param bytes from 256 to 1 MiB; 8 KiB unless set
   * @return this
   */
  public HttpSettings headerLimit(int bytes) {
    this.headerLimit = new Range(256, 1 << 20).check("headerLimit", bytes);
    return this;
  }

  /**
   * The longest body that is read; a longer one is answered with 413.
   *
   * @param bytes at least 0; 1 MiB unless set
   * @return this
   */
  public HttpSettings bodyLimit(int bytes) {
    this.bodyLimit = new Range(0, MAX_BODY).check("bodyLimit", bytes);
    return this;
  }

  /**
   * How slowly a client may send a body. It has 20 seconds in any case, and then must have sent so
   * much for each further second that it was waited for; one that has not is answered with 408.
   * Whoever sends a byte now and then would keep a connection for days otherwise. Lower it for
   * clients whose body is a stream that lasts.
   *
   * @param bytesPerSecond at least 0, which is as slowly as it likes; 500 unless set
   * @return this
   */
  public HttpSettings bodyRate(int bytesPerSecond) {
    this.bodyRate = new Range(0, MAX_BODY).check("bodyRate", bytesPerSecond);
    return this;
  }

  /**
   * Whether a body with {@code Content-Encoding: gzip} is unpacked; otherwise it is answered with
   * 415. The limit of a body holds for what is sent and for what comes out of it, so a small body
   * cannot become a large one.
   *
   * @param yes false unless set
   * @return this
   */
  public HttpSettings gzipBodies(boolean yes) {
    this.gzipBodies = yes;
    return this;
  }

  /**
   * Where uploads lie while their request is answered, each in a file that only the server's user
   * can read. Those of a form that are small together stay in memory.
   *
   * @param directory that exists; the system's directory of temporary files unless set
   * @return this
   */
  public HttpSettings uploads(Path directory) {
    this.uploads = Optional.of(directory);
    return this;
  }

  /**
   * The shortest body that is compressed with gzip for a client that accepts it. Compressed are
   * texts, JSON, XML, JavaScript and WebAssembly, streams of them too, unless the answer has a
   * {@code Content-Encoding}, a {@code Content-Length} of its own, or {@code Cache-Control:
   * no-transform}: that is for what holds a secret beside something that the client sent.
   *
   * @param bytes at least 0; 1,024 unless set; {@link Integer#MAX_VALUE} compresses nothing
   * @return this
   */
  public HttpSettings compressFrom(int bytes) {
    this.compressFrom = new Range(0, Compression.NEVER).check("compressFrom", bytes);
    return this;
  }

  /**
   * How long a stream of events may be silent before the client is sent a comment, see {@link
   * Response#events}. Shorter than what proxies allow, and a client that went away without a word
   * is noticed within two of these.
   *
   * @param interval at least a millisecond; 15 s unless set
   * @return this
   */
  public HttpSettings heartbeat(Duration interval) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "heartbeat is " + interval + "; it must be at least a millisecond");
    }
    this.heartbeat = interval;
    return this;
  }

  /**
   * The proxies whose word counts for who the client is and which URL it asked for: {@link
   * Request#remoteAddress} and {@link Request#url}. Headers count only on a connection from one of
   * these: {@code Forwarded} (RFC 7239), or {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}
   * and {@code -Port}. The client is the last address in them that is no trusted proxy; what stands
   * before it anybody may have written. Of {@code -Proto}, {@code -Host} and {@code -Port} the last
   * value counts. What is malformed counts as if it were not there.
   *
   * <p>Where both kinds are there and disagree, neither counts, because most proxies write one and
   * pass the other on as the client sent it: let yours remove the one it does not write.
   *
   * @param entries addresses ({@code 10.0.0.1}), subnets ({@code 10.0.0.0/8}, {@code fd00::/8}), or
   *     {@code unix} for peers without an IP address; none unless set
   * @return this
   * @throws IllegalArgumentException if an entry is none of these
   */
  public HttpSettings trustedProxies(String... entries) {
    this.proxies = TrustedProxies.of(List.of(entries));
    return this;
  }

  void take(Environment environment) {
    if (!environment.trustedProxies().isEmpty()) {
      trustedProxies(environment.trustedProxies().toArray(String[]::new));
    }
  }

  private Path uploadDirectory() {
    uploads.ifPresent(directory -> {
      if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
        throw new StartException(
            "Uploads cannot be stored in " + directory + "; create it, and let the server write.");
      }
    });
    return uploads.orElse(Path.of(System.getProperty("java.io.tmpdir")));
  }

  int headerLimit() {
    return headerLimit;
  }

  /**
   * @throws StartException if uploads cannot be stored
   */
  BodyRules bodies() {
    return new BodyRules(bodyLimit, gzipBodies, bodyRate, uploadDirectory());
  }

  Compression compression() {
    return new Compression(compressFrom);
  }

  Duration heartbeat() {
    return heartbeat;
  }

  Origins origins() {
    return new Origins(proxies);
  }
}
