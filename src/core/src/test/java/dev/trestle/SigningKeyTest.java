package dev.trestle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final SigningKey key = SigningKey.of(SECRET);

  @Test
  void whatWasSignedIsGivenBack() {
    for (String content : new String[] {"", "a", "é\0\n", "x".repeat(10_000)}) {
      String signed = key.sign("test", content.getBytes(UTF_8));
      assertThat(signed).matches("[A-Za-z0-9_-]+");
      assertThat(SigningKey.of(SECRET).verify("test", signed))
          .hasValueSatisfying(bytes -> assertThat(new String(bytes, UTF_8)).isEqualTo(content));
    }
  }

  @Test
  void anySingleChangeIsNoticed() {
    String signed = key.sign("test", "content".getBytes(UTF_8));
    for (int i = 0; i < signed.length(); i++) {
      for (char other : new char[] {'A', 'b', '9', '-', '_', '=', '.', ' ', 'é'}) {
        if (signed.charAt(i) != other) {
          String changed = signed.substring(0, i) + other + signed.substring(i + 1);
          assertThat(key.verify("test", changed)).as(changed).isEmpty();
        }
      }
      assertThat(key.verify("test", signed.substring(0, i))).isEmpty();
      assertThat(key.verify("test", signed.substring(i + 1))).isEmpty();
    }
    assertThat(key.verify("test", signed + "A")).isEmpty();
    assertThat(key.verify("test", signed + "=")).isEmpty();
  }

  @Test
  void garbageIsNotSigned() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      assertThat(key.verify("test", new String(bytes, UTF_8))).isEmpty();
    }
  }

  @Test
  void aSignatureHoldsForItsKeyAndPurposeOnly() {
    String signed = key.sign("cookie", new byte[] {1});
    assertThat(key.verify("cursor", signed)).isEmpty();
    assertThat(key.verify("", signed)).isEmpty();
    assertThat(SigningKey.of(SECRET + "0").verify("cookie", signed)).isEmpty();
    assertThat(SigningKey.random().verify("cookie", signed)).isEmpty();
  }

  @Test
  void twoRandomKeysDiffer() {
    assertThat(SigningKey.random().sign("test", new byte[0]))
        .isNotEqualTo(SigningKey.random().sign("test", new byte[0]));
  }

  @Test
  void whoSignsFirstAtTheSameTimeSignsWithTheSameSecret() throws Exception {
    for (int i = 0; i < 100; i++) {
      SigningKey random = SigningKey.random();
      try (ExecutorService signers = Executors.newFixedThreadPool(4)) {
        Set<String> signed = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(4);
        Callable<Boolean> signer =
            () -> {
              together.await();
              return signed.add(random.sign("test", new byte[0]));
            };
        for (Future<Boolean> end : signers.invokeAll(Collections.nCopies(4, signer))) {
          end.get();
        }
        assertThat(signed).hasSize(1);
      }
    }
  }

  @Test
  void aShortSecretIsRefusedAndNoneIsTold() {
    assertThatThrownBy(() -> SigningKey.of("hunter2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The secret has 7 characters; it must have at least 32, such as those of:"
                + " openssl rand -hex 32");
    assertThat(key.toString()).isEqualTo("SigningKey[***]");
  }
}
