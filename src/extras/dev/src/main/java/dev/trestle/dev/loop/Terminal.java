package dev.trestle.dev.loop;

import java.io.PrintStream;

/** What a developer is told beside the answers: nothing twice. */
final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private String told = "";
  private boolean begun;

  Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void failed(LoopException failure) {
    String text = failure.text();
    if (!text.equals(told)) {
      err.println(text);
    }
    told = text;
    begun = true;
  }

  void loaded(long millis) {
    if (begun) {
      out.printf("Reloaded in %d ms%n", millis);
    }
    begun = true;
    told = "";
  }
}
