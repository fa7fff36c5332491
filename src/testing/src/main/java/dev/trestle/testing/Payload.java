package dev.trestle.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The body of a request.
 *
 * @param type of the content; empty if nothing is said of it
 * @param bytes the content
 * @param chunked whether it is sent in chunks, without a length
 * @param parts of a form with files, whose closing line is not among the bytes
 */
record Payload(Optional<String> type, byte[] bytes, boolean chunked, boolean parts) {
  static final Payload NONE = new Payload(Optional.empty(), new byte[0], false, false);

  private static final String BOUNDARY = "trestle-test-part-5f0c93be71d2";
  private static final int CHUNK = 8 << 10;

  static Payload of(String type, byte[] bytes) {
    return new Payload(Optional.of(type), bytes, false, false);
  }

  static Payload chunked(String type, byte[] bytes) {
    return new Payload(Optional.of(type), bytes, true, false);
  }

  static Payload form(Map<String, String> fields) {
    String text =
        fields.entrySet().stream()
            .map(it -> encode(it.getKey()) + "=" + encode(it.getValue()))
            .collect(Collectors.joining("&"));
    return of("application/x-www-form-urlencoded", text.getBytes(UTF_8));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** With one part more; what is no form of parts yet becomes one. */
  Payload part(String disposition, Optional<String> contentType, byte[] content) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(parts ? bytes : new byte[0]);
    String head =
        "--%s\r\nContent-Disposition: form-data; %s\r\n%s\r\n"
            .formatted(
                BOUNDARY,
                disposition,
                contentType.map(it -> "Content-Type: " + it + "\r\n").orElse(""));
    all.writeBytes(head.getBytes(UTF_8));
    all.writeBytes(content);
    all.writeBytes("\r\n".getBytes(UTF_8));
    return new Payload(
        Optional.of("multipart/form-data; boundary=" + BOUNDARY), all.toByteArray(), false, true);
  }

  /** All of the content. */
  byte[] content() {
    if (!parts) {
      return bytes;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes);
    all.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return all.toByteArray();
  }

  /** As it travels. */
  byte[] encoded() {
    return chunked ? inChunks() : content();
  }

  private byte[] inChunks() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at += CHUNK) {
      int length = Math.min(CHUNK, bytes.length - at);
      all.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(UTF_8));
      all.write(bytes, at, length);
      all.writeBytes("\r\n".getBytes(UTF_8));
    }
    all.writeBytes("0\r\n\r\n".getBytes(UTF_8));
    return all.toByteArray();
  }

  /** Headers that tell of it. */
  List<Map.Entry<String, String>> headers(boolean expected) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    type.ifPresent(it -> headers.add(Map.entry("Content-Type", it)));
    if (chunked) {
      headers.add(Map.entry("Transfer-Encoding", "chunked"));
    } else if (expected || type.isPresent()) {
      headers.add(Map.entry("Content-Length", String.valueOf(content().length)));
    }
    return headers;
  }
}
