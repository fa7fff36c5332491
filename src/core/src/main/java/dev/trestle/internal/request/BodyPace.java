package dev.trestle.internal.request;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * How slowly the body of one request may come. An idle connection is closed by Jetty, but one byte
 * now and then keeps it, and whoever reads, for days. Counted is only the time in which its client
 * is waited for: after {@link #GRACE} it must have sent so many bytes for each further second.
 */
public final class BodyPace {
  /** What a client has in any case. */
  static final Duration GRACE = Duration.ofSeconds(20);

  /** In bytes a second, unless somebody says otherwise. */
  public static final int LEAST = 500;

  private final int bytesPerSecond;
  private final LongSupplier nanos;
  private long waited;
  private long bytes;

  /**
   * @param bytesPerSecond 0 for as slowly as it likes
   */
  public BodyPace(int bytesPerSecond) {
    this(bytesPerSecond, System::nanoTime);
  }

  BodyPace(int bytesPerSecond, LongSupplier nanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanos = nanos;
  }

  /**
   * Reads as {@link InputStream#read(byte[], int, int)} does.
   *
   * @throws IOException as that, or with a {@link TimeoutException} as its cause if it is too slow
   */
  public int read(InputStream in, byte[] into, int offset, int length) throws IOException {
    if (bytesPerSecond == 0) {
      return in.read(into, offset, length);
    }
    long before = nanos.getAsLong();
    int read = in.read(into, offset, length);
    waited += nanos.getAsLong() - before;
    bytes += Math.max(read, 0);
    if (read >= 0 && waited - GRACE.toNanos() > bytes * 1e9 / bytesPerSecond) {
      throw new IOException(
          new TimeoutException(
              "%d bytes in %d s; at least %d a second are read"
                  .formatted(bytes, Duration.ofNanos(waited).toSeconds(), bytesPerSecond)));
    }
    return read;
  }
}
