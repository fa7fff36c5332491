package dev.trestle.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.BufferUtil;

/** Reads one answer, whatever carries it, with the parser of Jetty's client. */
final class AnswerReader implements HttpParser.ResponseHandler {
  private final HttpParser parser = new HttpParser(this);
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private boolean done;

  /**
   * @param head whether the request was {@code HEAD}, whose answers have no body
   */
  AnswerReader(boolean head) {
    parser.setHeadResponse(head);
  }

  /** Takes what has come; true once that was all. */
  boolean read(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !done) {
      parser.parseNext(bytes);
    }
    return done;
  }

  /** No more will come. */
  void end() {
    parser.atEOF();
    parser.parseNext(BufferUtil.EMPTY_BUFFER);
  }

  int status() {
    return status;
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  byte[] body() {
    return body.toByteArray();
  }

  boolean isDone() {
    return done;
  }

  @Override
  public void startResponse(HttpVersion version, int code, String reason) {
    status = code;
  }

  @Override
  public void parsedHeader(HttpField field) {
    headers.add(Map.entry(field.getName(), field.getValue() == null ? "" : field.getValue()));
  }

  @Override
  public boolean content(ByteBuffer part) {
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    body.writeBytes(bytes);
    return false;
  }

  @Override
  public boolean messageComplete() {
    done = true;
    return true;
  }

  @Override
  public boolean headerComplete() {
    return false;
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  /** It stays undone. */
  @Override
  public void earlyEOF() {}

  @Override
  public void badMessage(HttpException failure) {
    throw new IllegalStateException("The answer is no HTTP: " + failure.getReason());
  }
}
