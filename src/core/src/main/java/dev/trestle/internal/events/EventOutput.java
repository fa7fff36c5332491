package dev.trestle.internal.events;

import dev.trestle.EventStream;
import dev.trestle.ServerEvent;
import dev.trestle.internal.flight.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** A stream of events over the bytes of an answer. */
public final class EventOutput implements EventStream {
  private final OutputStream out;
  private final Function<Object, byte[]> json;
  private final Optional<String> lastEventId;
  private final Consumer<Reason> cancel;
  private final ReentrantLock writing = new ReentrantLock();

  // Guarded by this.
  private List<Runnable> actions = new ArrayList<>();
  private boolean open = true;

  /**
   * @param out only used by one thread at a time
   * @param json writes a value
   * @param lastEventId as the client sent it
   * @param cancel closes this and interrupts its writer
   */
  public EventOutput(
      OutputStream out,
      Function<Object, byte[]> json,
      Optional<String> lastEventId,
      Consumer<Reason> cancel) {
    this.out = out;
    this.json = json;
    this.lastEventId = lastEventId;
    this.cancel = cancel;
  }

  /**
   * Begins the answer and runs a writer to its end; the bytes are nobody's any more then. What it
   * throws once the stream is closed only says so.
   */
  public void run(EventStream.Writer code, EventStreams streams) throws Exception {
    out.flush();
    Future<?> beats = streams.begin(this);
    try {
      if (isOpen()) {
        code.write(this);
      }
    } catch (Exception e) {
      if (isOpen()) {
        throw e;
      }
    } finally {
      beats.cancel(false);
      streams.end(this);
      due().forEach(Runnable::run);
      writing.lock(); // A heartbeat may still be under way.
      writing.unlock();
    }
  }

  /** Nobody listens any more: what is sent from now on is refused. */
  public void close() {
    List<Runnable> due = due();
    if (!due.isEmpty()) {
      // Whoever calls looks after others too.
      Thread.ofVirtual().start(() -> due.forEach(Runnable::run));
    }
  }

  /** Closes this, and gives what is to be run the first time. */
  private synchronized List<Runnable> due() {
    open = false;
    List<Runnable> due = actions;
    actions = List.of();
    return due;
  }

  /** The server stops, and the client is to look for another. */
  void shutDown() {
    cancel.accept(Reason.SHUTDOWN);
  }

  @Override
  public void send(ServerEvent event) throws IOException {
    write(event.encode(json));
  }

  @Override
  public void comment(String text) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line : text.split("\r\n|\r|\n", -1)) {
      lines.append(": ").append(line).append('\n');
    }
    write(lines.append('\n').toString());
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writing.lock();
    try {
      flush(bytes);
    } finally {
      writing.unlock();
    }
  }

  /** Says that the stream is alive, unless something is being said. */
  void beat() {
    if (!writing.tryLock()) {
      return;
    }
    try {
      flush(new byte[] {':', '\n', '\n'});
    } catch (IOException e) {
      // The client went away; the stream is closed.
    } finally {
      writing.unlock();
    }
  }

  private void flush(byte[] bytes) throws IOException {
    if (!isOpen()) {
      throw new IOException("Nobody listens any more");
    }
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      cancel.accept(Reason.CLIENT_GONE);
      throw e;
    }
  }

  @Override
  public Optional<String> lastEventId() {
    return lastEventId;
  }

  @Override
  public synchronized boolean isOpen() {
    return open;
  }

  @Override
  public void onClose(Runnable action) {
    Objects.requireNonNull(action, "action");
    synchronized (this) {
      if (open) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }
}
