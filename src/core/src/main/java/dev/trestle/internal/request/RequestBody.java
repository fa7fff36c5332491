package dev.trestle.internal.request;

import dev.trestle.HttpError;
import dev.trestle.internal.exchange.ExchangeRequest;
import dev.trestle.internal.form.SubmittedForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.MimeTypes;

/** The body of one request: given out once as a stream, or kept as a whole. */
public final class RequestBody {
  private static final int BUFFER = 8192;
  private static final long LONGEST = Integer.MAX_VALUE - 16;

  private ExchangeRequest request;
  private final BodyRules rules;
  private Optional<LimitedInput> streamed = Optional.empty();
  private byte[] whole;

  RequestBody(ExchangeRequest request, BodyRules rules) {
    this.request = request;
    this.rules = rules;
  }

  /** From here on it is asked for the body. */
  void of(KeptHead head) {
    request = head;
  }

  /** From here on there is none but what was read as a whole. */
  void end() {
    streamed.ifPresent(LimitedInput::end);
  }

  byte[] bytes() {
    if (whole == null) {
      // An array is no longer; a higher limit counts for bodies that are not kept.
      try (InputStream in = open(Math.min(rules.limit(), LONGEST))) {
        whole = in.readAllBytes();
      } catch (IOException e) {
        throw new IllegalStateException("LimitedInput explains what goes wrong itself", e);
      }
    }
    return whole;
  }

  InputStream stream() {
    return whole == null ? open(rules.limit()) : new ByteArrayInputStream(whole);
  }

  private InputStream open(long limit) {
    if (streamed.isPresent()) {
      throw new IllegalStateException(
          "The body was given out as a stream, and a stream is read once; ask for bytes(), text()"
              + " or json() instead of stream(), which keep it");
    }
    // Everything is refused before the first byte is asked for, and with it '100 Continue' sent.
    boolean gzip = isGzip();
    if (request.contentLength() > limit) {
      throw LimitedInput.tooLarge(limit);
    }
    try {
      InputStream sent = request.body();
      LimitedInput body = gzip ? unzip(sent, limit) : new LimitedInput(sent, limit, pace());
      streamed = Optional.of(body);
      return body;
    } catch (IOException e) {
      throw HttpError.badRequest("The body ends before it is complete");
    }
  }

  /** Opened with the first read, which may fail as any other. */
  private LimitedInput unzip(InputStream sent, long limit) {
    InputStream counted = new LimitedInput(sent, limit, pace());
    InputStream unzipped =
        new InputStream() {
          private GZIPInputStream in;

          @Override
          public int read() throws IOException {
            return opened().read();
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return opened().read(bytes, offset, length);
          }

          private GZIPInputStream opened() throws IOException {
            if (in == null) {
              in = new GZIPInputStream(counted, BUFFER);
            }
            return in;
          }
        };
    return new LimitedInput(unzipped, limit, new BodyPace(0));
  }

  private BodyPace pace() {
    return new BodyPace(rules.pace());
  }

  private boolean isGzip() {
    String encoding =
        request.header("Content-Encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
    if (encoding.equals("identity")) {
      return false;
    }
    if (rules.gzip() && (encoding.equals("gzip") || encoding.equals("x-gzip"))) {
      return true;
    }
    throw HttpError.of(
            415,
            "The Content-Encoding of the body is not read here; send it "
                + (rules.gzip() ? "as gzip or as it is" : "as it is"))
        .withHeader("Accept-Encoding", rules.gzip() ? "gzip" : "identity");
  }

  /** The media type without parameters, in lower case; empty if none was sent. */
  String mediaType() {
    String type = contentType();
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private String contentType() {
    return request.header("Content-Type").orElse("");
  }

  Charset charset() {
    String name = MimeTypes.getCharsetFromContentType(contentType());
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw HttpError.of(415, "The charset of the body is not known; send UTF-8");
    }
  }

  /** The body as a form. */
  public SubmittedForm form() {
    String media = mediaType();
    if (media.equals("multipart/form-data")) {
      return SubmittedForm.multipart(contentType(), stream(), rules.uploads());
    }
    if (!media.equals("application/x-www-form-urlencoded")) {
      throw HttpError.of(
          415,
          (media.isEmpty() ? "The body has no Content-Type" : "The body is " + media)
              + "; send multipart/form-data or application/x-www-form-urlencoded");
    }
    if (!StandardCharsets.UTF_8.equals(charset())) {
      throw HttpError.of(415, "A form is UTF-8; leave the charset out");
    }
    return SubmittedForm.urlEncoded(new String(bytes(), StandardCharsets.UTF_8));
  }

  /** Refuses a body that is not declared as JSON. */
  public void requireJson() {
    String media = mediaType();
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
}
