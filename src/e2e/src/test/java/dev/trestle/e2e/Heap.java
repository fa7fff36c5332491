package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of another process, as its JVM tells it. */
final class Heap {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

  private Heap() {}

  /**
   * The bytes that a full collection counts, at one moment: no garbage is in it, also while the
   * process works.
   */
  static long live(Process process) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.class_histogram")
            .start();
    Processes.Ended ended = Processes.await(jcmd);
    assertThat(ended.status()).as(ended.err()).isZero();
    Matcher total = TOTAL.matcher(ended.out());
    assertThat(total.find()).isTrue();
    return Long.parseLong(total.group(1));
  }
}
