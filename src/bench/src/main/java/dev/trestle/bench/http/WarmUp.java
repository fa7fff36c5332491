package dev.trestle.bench.http;

/**
 * When a service is warm: its processor's time for a request has not gone down by a tenth in two
 * turns. That is steadier than how many it answers, which depends on what else a machine does.
 */
final class WarmUp {
  /** A warm-up needs some requests at once, whatever is measured after it. */
  static final int CONNECTIONS = 16;

  /** Seconds of each turn. */
  static final int TURN = 3;

  private static final double LESS = 0.9;
  private static final int STEADY = 2;

  private int turns;
  private int steady;
  private double least = Double.MAX_VALUE;

  /**
   * @param longest seconds, after which it is over whether the service is warm or not
   */
  WarmUp(int longest) {
    this.turns = Math.ceilDiv(longest, TURN);
  }

  /** Takes a turn of the service. */
  void add(Round.Turn turn) {
    turns--;
    double each = turn.cpu().toNanos() / (double) Math.max(1, turn.counted().requests());
    steady = each < LESS * least ? 0 : steady + 1;
    least = Math.min(least, each);
  }

  boolean isOver() {
    return turns <= 0 || steady >= STEADY;
  }
}
