package dev.trestle.testing;

import java.io.IOException;
import java.time.Duration;

/** How requests travel to an application, and answers back. */
interface Line {
  /** That an answer is waited for. */
  Duration LONGEST = Duration.ofSeconds(30);

  /** What a client there would name as the host. */
  String host();

  /**
   * Sends one request, and has its answer read.
   *
   * @param reader done, unless the answer was broken off
   * @throws IOException if there is none
   */
  void exchange(byte[] request, AnswerReader reader) throws IOException, InterruptedException;
}
