package dev.trestle.internal.javalin;

import dev.trestle.internal.exchange.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A socket that can be asked whether the client is still there while Jetty does not read from it,
 * which it does not do while a request is handled. There is no other way to ask than to read: what
 * comes early, the beginning of a pipelined request or the rest of a body, is kept and given to
 * Jetty when it reads on. Below TLS it is the same; what is kept is ciphertext then.
 */
final class WatchedEndPoint extends SocketChannelEndPoint implements Wire {
  /** Behind more bytes than this, the end is not seen. */
  private static final int ROOM = 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final WatchedSelector selector;
  private final Executor executor;
  private final ReentrantLock reading = new ReentrantLock();
  private final HeadTime head;
  private SelectionKey key;
  private ByteBuffer early = NOTHING;

  /** Something came that nobody has read yet. */
  private volatile boolean unread;

  /** Whether what came last leaves the socket watched; for the thread that watches only. */
  private boolean stays;

  WatchedEndPoint(
      SocketChannel channel,
      WatchedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Executor executor,
      HeadTime head) {
    super(channel, selector, key, scheduler);
    this.selector = selector;
    this.executor = executor;
    this.head = head;
    this.key = key;
  }

  @Override
  public boolean isGone() {
    if (!isOpen()) {
      return true;
    }
    if (!reading.tryLock()) {
      return false; // Jetty reads, and sees the end itself.
    }
    try {
      return isInputShutdown() || !isFillInterested() && endsAfterEarlyBytes();
    } catch (IOException e) {
      return true;
    } finally {
      reading.unlock();
    }
  }

  private boolean endsAfterEarlyBytes() throws IOException {
    return readEarly() < 0;
  }

  /** Closes an idle connection, unless a request has come that Jetty has not heard of yet. */
  void closeUnlessAsked() {
    reading.lock();
    try {
      if (readEarly() < 0 || !early.hasRemaining()) {
        close();
        return;
      }
    } catch (IOException e) {
      close();
      return;
    } finally {
      reading.unlock();
    }
    // What was read cannot wake the selector any more.
    executor.execute(getFillInterest()::fillable);
  }

  /** Keeps what there is room for; negative at the end of what the client sends. */
  private int readEarly() throws IOException {
    if (early.capacity() == 0) {
      early = ByteBuffer.allocate(ROOM).limit(0);
    }
    int position = BufferUtil.flipToFill(early);
    try {
      int count;
      do {
        count = early.hasRemaining() ? getChannel().read(early) : 0;
      } while (count > 0);
      return count;
    } finally {
      BufferUtil.flipToFlush(early, position);
    }
  }

  /**
   * Jetty does not watch a socket while its request is handled, which takes two calls of the system
   * and often a third to wake who watches. A request that is waited for mostly sends nothing until
   * it is answered: its socket stays watched, unless something comes all the same.
   */
  @Override
  public Runnable onSelected() {
    selector.found();
    stays = key.readyOps() == SelectionKey.OP_READ && isFillInterested() && !unread;
    unread = true;
    return super.onSelected();
  }

  @Override
  public void replaceKey(SelectionKey newKey) {
    super.replaceKey(newKey);
    key = newKey;
  }

  @Override
  public void updateKey() {
    selector.letHandle();
    if (!stays) {
      super.updateKey();
    }
    stays = false;
  }

  /** Jetty believes that the key is about to be updated, which it is not where it stays watched. */
  @Override
  protected void onIncompleteFlush() {
    super.onIncompleteFlush();
    selector.submit(ignored -> super.updateKey());
  }

  /**
   * After a request with a body Jetty would read at once, mostly in vain: nothing is read for a
   * next request before the selector or who read early has seen it. Of a head that takes too long
   * this is the end: Jetty closes.
   */
  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    if (getConnection() instanceof HttpConnection http) {
      if (http.getParser().isStart() && !unread && !early.hasRemaining()) {
        return 0;
      }
      if (head.isOver(http.getParser())) {
        return -1;
      }
    }
    unread = false;
    reading.lock();
    try {
      return early.hasRemaining() ? BufferUtil.append(buffer, early) : super.fill(buffer);
    } finally {
      reading.unlock();
    }
  }

  /** The selector does not know of what came early. */
  @Override
  protected void needsFillInterest() {
    boolean readable;
    // From here on nothing more comes early: whoever asks sees that Jetty is interested.
    reading.lock();
    try {
      readable = early.hasRemaining();
    } finally {
      reading.unlock();
    }
    if (readable) {
      executor.execute(getFillInterest()::fillable);
    } else {
      super.needsFillInterest();
    }
  }
}
