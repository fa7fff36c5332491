package dev.trestle.internal.compress;

import dev.trestle.internal.conditional.EntityTags;
import dev.trestle.internal.exchange.ExchangeRequest;
import dev.trestle.internal.exchange.ExchangeResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Decides which answers are compressed with gzip, and says so in their heads. */
public final class Compression {
  /** Compresses nothing. */
  public static final int NEVER = Integer.MAX_VALUE;

  private static final String VARY = "Vary";
  private static final String ACCEPT_ENCODING = "Accept-Encoding";
  private static final String CONTENT_ENCODING = "Content-Encoding";

  /** Types of text beside {@code text/*}, {@code *+json} and {@code *+xml}. */
  private static final Set<String> TEXTUAL =
      Set.of(
          "application/json",
          "application/x-ndjson",
          "application/javascript",
          "application/xml",
          "application/wasm");

  private final int atLeast;

  /**
   * @param atLeast the shortest body that is worth it, in bytes; {@link #NEVER} for none
   */
  public Compression(int atLeast) {
    this.atLeast = atLeast;
  }

  /** Of an owner's server, which does it itself. */
  public static Compression none() {
    return new Compression(NEVER);
  }

  public boolean isWorthIt(int length) {
    return length >= atLeast && atLeast != NEVER;
  }

  /**
   * Whether an answer might be compressed; if so, it says in {@code Vary} that it depends on the
   * request. Its head is set, but for its length.
   */
  public boolean concerns(ExchangeResponse response) {
    if (atLeast == NEVER
        || response.status() == 206
        || !isTextual(response.contentType())
        || response.header(CONTENT_ENCODING).isPresent()
        || response.header("Content-Length").isPresent()
        || lists(response, "Cache-Control", "no-transform")) {
      return false;
    }
    vary(response);
    return true;
  }

  /** Says in {@code Vary} that an answer depends on what encodings are accepted. */
  private static void vary(ExchangeResponse response) {
    if (!lists(response, VARY, ACCEPT_ENCODING) && !lists(response, VARY, "*")) {
      response.add(VARY, ACCEPT_ENCODING);
    }
  }

  /** As {@link #concerns}, for an answer of 304 in place of one that has a type. */
  public void concernsUnchanged(ExchangeResponse response, String contentType) {
    if (atLeast != NEVER
        && isTextual(contentType)
        && !lists(response, "Cache-Control", "no-transform")) {
      vary(response);
    }
  }

  /** Whether an answer that is concerned is compressed; if so, its head says that. */
  public boolean begin(ExchangeRequest request, ExchangeResponse response) {
    if (!AcceptedEncodings.gzip((request.headers(ACCEPT_ENCODING)))) {
      return false;
    }
    response.set(CONTENT_ENCODING, "gzip");
    response
        .header("ETag")
        .flatMap(EntityTags::single)
        .map(EntityTags::compressed)
        .ifPresent(other -> response.set("ETag", other));
    return true;
  }

  public static byte[] compress(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4 + 32);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 8192)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return bytes.toByteArray();
  }

  private static boolean isTextual(String contentType) {
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return TEXTUAL.contains(type)
        || type.startsWith("text/") && !type.equals("text/event-stream")
        || type.endsWith("+json")
        || type.endsWith("+xml");
  }

  private static boolean lists(ExchangeResponse response, String header, String value) {
    for (String list : response.headers(header)) {
      for (String one : list.split(",")) {
        if (one.strip().equalsIgnoreCase(value)) {
          return true;
        }
      }
    }
    return false;
  }
}
