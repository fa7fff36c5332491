package dev.trestle.internal.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.HttpError;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Bodies that come byte by byte, by a clock that the stream moves on. */
class BodyPaceTest {
  private long nanos;

  /** Gives so many bytes at a time, each time after so long. */
  private InputStream slow(int bytes, Duration after) {
    return new InputStream() {
      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        nanos += after.toNanos();
        return Math.min(bytes, length);
      }
    };
  }

  private LimitedInput body(int rate, InputStream in) {
    return new LimitedInput(in, 1 << 20, new BodyPace(rate, () -> nanos));
  }

  @Test
  void aByteNowAndThenIsRefusedWithAnAnswerAndAgain() throws IOException {
    InputStream body = body(500, slow(1, Duration.ofSeconds(1)));
    for (int second = 1; second <= 20; second++) {
      assertThat(body.read()).isZero();
    }

    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(body::read)
          .isInstanceOfSatisfying(
              HttpError.class,
              e -> {
                assertThat(e.status()).isEqualTo(408);
                assertThat(e.headers()).containsEntry("Connection", "close");
              })
          .hasMessage("The rest of the body did not come in time");
    }
  }

  @Test
  void whatComesFastEnoughIsReadHoweverLongItTakes() throws IOException {
    InputStream body = body(500, slow(500, Duration.ofSeconds(1)));
    byte[] some = new byte[1000];
    for (int second = 1; second <= 2000; second++) {
      assertThat(body.read(some)).isEqualTo(500);
    }
  }

  @Test
  void theTimeOfWhoReadsDoesNotCount() throws IOException {
    InputStream body = body(500, slow(1, Duration.ZERO));
    for (int i = 0; i < 100; i++) {
      assertThat(body.read()).isZero();
      nanos += Duration.ofHours(1).toNanos();
    }
  }

  @Test
  void withoutARateABodyMayTakeAsLongAsItLikes() throws IOException {
    InputStream body = body(0, slow(1, Duration.ofDays(1)));
    for (int i = 0; i < 100; i++) {
      assertThat(body.read()).isZero();
    }
  }
}
