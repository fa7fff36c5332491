package dev.trestle.internal.jetty;

import dev.trestle.RequestObservation;
import dev.trestle.internal.exchange.ClientConnection;
import dev.trestle.internal.exchange.Exchange;
import dev.trestle.internal.exchange.ExchangeRequest;
import dev.trestle.internal.exchange.ExchangeResponse;
import dev.trestle.internal.exchange.StreamedAnswer;
import dev.trestle.internal.exchange.Wire;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A request as Jetty hands it to its handlers. A whole answer is sent in one write together with
 * its head, and no thread waits for that.
 */
final class JettyExchange implements Exchange {
  private final Request jetty;
  private final Response answer;
  private final Callback callback;
  private final JettyExchangeRequest request;
  private final JettyExchangeResponse response;
  private Optional<Sending> left = Optional.empty();
  private Optional<StreamedAnswer> stream = Optional.empty();
  private boolean broken;

  /** Sends an answer, or leaves another one. */
  private interface Sending {
    void run() throws IOException;
  }

  /**
   * @param callback told when all has been sent, or that it cannot be
   */
  JettyExchange(Request jetty, Response answer, Callback callback) {
    this.jetty = jetty;
    this.answer = answer;
    this.callback = callback;
    this.request = new JettyExchangeRequest(jetty);
    this.response = new JettyExchangeResponse(answer);
  }

  @Override
  public ExchangeRequest request() {
    return request;
  }

  @Override
  public ExchangeResponse response() {
    return response;
  }

  @Override
  public void send(byte[] body) {
    leave(() -> {
      boolean head = HttpMethod.HEAD.is(jetty.getMethod());
      boolean declared = answer.getHeaders().contains(HttpHeader.CONTENT_LENGTH);
      if ((head || declared) && response.status() != 204) {
        response.contentLength(body.length); // Else Jetty tells it, which knows it.
      }
      end(head ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body));
    });
  }

  /** Jetty would tell a length of 0 if the answer ended with its head. */
  @Override
  public void sendHead() {
    leave(() -> {
      Content.Sink.write(answer, false, BufferUtil.EMPTY_BUFFER);
      end(BufferUtil.EMPTY_BUFFER);
    });
  }

  @Override
  public void send(StreamedAnswer streamed) {
    leave(() -> run(streamed));
    stream = Optional.of(streamed);
  }

  private void leave(Sending sending) {
    stream.ifPresent(StreamedAnswer::discard);
    stream = Optional.empty();
    left = Optional.of(sending);
  }

  /**
   * Sends what was left to be sent. Apart from the making of it, because a cancel may interrupt
   * that, and an interrupt would close the socket.
   */
  void finish() {
    try {
      while (left.isPresent()) {
        Sending sending = left.get();
        left = Optional.empty();
        stream = Optional.empty();
        sending.run();
      }
    } catch (IOException e) {
      callback.failed(e);
    }
  }

  private void run(StreamedAnswer streamed) throws IOException {
    Optional<byte[]> whole = streamed.run();
    if (whole.isPresent()) {
      send(whole.get());
    } else if (left.isEmpty() && !broken) {
      end(BufferUtil.EMPTY_BUFFER);
    }
  }

  private void end(ByteBuffer last) throws IOException {
    if (UnreadBody.isLeft(jetty)) {
      Content.Sink.write(answer, true, last);
      UnreadBody.readOn(jetty);
      callback.succeeded();
    } else {
      answer.write(true, last, callback);
    }
  }

  @Override
  public void breakOff(boolean endsWithConnection) {
    broken = true;
    ClientConnection.cut(jetty, endsWithConnection);
    callback.failed(new EofException("The answer was broken off"));
  }

  @Override
  public Wire wire() {
    return ClientConnection.wire(jetty);
  }

  @Override
  public RequestObservation observation() {
    return ObservedRequests.of(jetty);
  }

  @Override
  public void onCompletion(Consumer<Throwable> listener) {
    Request.addCompletionListener(jetty, listener);
  }

  @Override
  public Context javalin() {
    throw new IllegalStateException(
        "The route does not say that it takes Javalin's Context; add takingContext() to its"
            + " definition");
  }
}
