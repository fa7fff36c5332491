package dev.trestle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sends bytes as they are and shows the answer as it came: no client library in between. */
public final class RawHttp {
  private final int port;

  public RawHttp(int port) {
    this.port = port;
  }

  /** An answer: the status line, the header lines, what follows them. */
  public record Answer(int status, List<String> headers, String body) {
    public Optional<String> header(String name) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }

  /** Sends one request without a body; headers are whole lines. */
  public Answer send(String method, String target, String... headers) {
    return sendBody(method, target, "", headers);
  }

  /** Sends one request with a body and its length. */
  public Answer sendBody(String method, String target, String body, String... headers) {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.getBytes(UTF_8).length + "\r\n";
    return raw(start(method, target, headers) + length + "\r\n" + body);
  }

  /** Sends a JSON body. */
  public Answer json(String method, String target, String body) {
    return sendBody(method, target, body, "Content-Type: application/json");
  }

  /** Posts a body in chunks. */
  public Answer sendChunked(String target, List<String> chunks, String... headers) {
    StringBuilder body = new StringBuilder();
    for (String chunk : chunks) {
      body.append(Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
    }
    return raw(
        start("POST", target, headers) + "Transfer-Encoding: chunked\r\n\r\n" + body + "0\r\n\r\n");
  }

  /** Sends any text and reads until the server closes. */
  public Answer raw(String request) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return parse(answer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String start(String method, String target, String... headers) {
    StringBuilder start =
        new StringBuilder(
            method + " " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
    Stream.of(headers).forEach(header -> start.append(header).append("\r\n"));
    return start.toString();
  }

  private static Answer parse(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    List<String> lines = List.of(text.substring(0, end).split("\r\n"));
    int status = Integer.parseInt(lines.getFirst().split(" ")[1]);
    String body = new String(bytes, end + 4, bytes.length - end - 4, UTF_8);
    return new Answer(status, lines.subList(1, lines.size()), body);
  }
}
