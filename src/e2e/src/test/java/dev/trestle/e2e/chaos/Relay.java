package dev.trestle.e2e.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between two processes of this machine, which can break, become slow or swallow what
 * is sent.
 */
final class Relay implements AutoCloseable {
  private static final int BYTES = 8 << 10;

  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile State state = State.WHOLE;

  private enum State {
    WHOLE,
    /** Each piece takes its time. */
    SLOW,
    /** Nothing arrives, and nobody is told. */
    SILENT,
    /** Connections end, and there are no new ones. */
    CUT
  }

  /** How long a piece takes on a slow network. */
  static final Duration DELAY = Duration.ofMillis(50);

  private Relay(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** Begins to carry what comes on a port of its own to another of this machine. */
  static Relay to(int target) throws IOException {
    Relay relay = new Relay(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
    Thread.ofPlatform().daemon().name("relay").start(relay::accept);
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From here on it leads elsewhere. */
  void lead(int other) {
    target = other;
  }

  void heal() {
    become(State.WHOLE);
  }

  void slow() {
    become(State.SLOW);
  }

  void silence() {
    become(State.SILENT);
  }

  void cut() {
    become(State.CUT);
    sockets.forEach(Relay::end);
  }

  private synchronized void become(State now) {
    state = now;
    notifyAll();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Thread.startVirtualThread(() -> carry(near));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void carry(Socket near) {
    try (near;
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
      sockets.add(near);
      sockets.add(far);
      if (state == State.CUT) {
        return;
      }
      Thread back = Thread.startVirtualThread(() -> pump(far, near));
      pump(near, far);
      back.join();
    } catch (IOException e) {
      // There is nobody on the other side.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.removeIf(Socket::isClosed);
    }
  }

  /** To the end of one of both, which is the end of the other too. */
  private void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[BYTES];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        await();
        out.write(bytes, 0, count);
      }
    } catch (IOException e) {
      // Ended by somebody.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from);
      end(to);
    }
  }

  /** Returns once a piece may go on: after its delay, or as soon as the network is whole. */
  private synchronized void await() throws InterruptedException {
    long arrived = System.nanoTime();
    long left = DELAY.toMillis();
    while (state == State.SILENT || state == State.SLOW && left > 0) {
      wait(state == State.SILENT ? 0 : left); // Zero is for ever.
      left = DELAY.minusNanos(System.nanoTime() - arrived).toMillis();
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
