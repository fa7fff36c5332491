package dev.trestle.internal.work;

import java.util.ArrayList;
import java.util.List;
import org.jooq.ConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open transaction of a request, and what the request has left in it: that takes effect with the
 * commit, or never. Belongs to the thread that began it.
 */
public final class UnitOfWork {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  final Thread thread = Thread.currentThread();
  private final Units units;
  private final List<Left> left = new ArrayList<>(0);

  /** That was begun before, on whatever thread. */
  UnitOfWork next;

  UnitOfWork(Units units) {
    this.units = units;
  }

  /** Something that was left. */
  @FunctionalInterface
  public interface Left {
    /** It takes effect. */
    void committed();

    /** It never will. */
    default void undone() {}
  }

  /** Begins one of the request that connections are for, if they are for one. */
  public static UnitOfWork begin(ConnectionProvider connections) {
    return connections instanceof OfRequest own ? own.work().units().begin() : ofNobody();
  }

  /** One that nothing joins. */
  public static UnitOfWork ofNobody() {
    return new UnitOfWork(new Units());
  }

  void join(Left effect) {
    left.add(effect);
  }

  /** How much was left so far: for a savepoint. */
  public int mark() {
    return left.size();
  }

  /** Undoes what was left since then, the last first. */
  public void undoTo(int mark) {
    while (left.size() > mark) {
      left.removeLast().undone();
    }
  }

  /** It is over, and so is what was left. A second time does nothing. */
  public void undone() {
    units.end(this);
    undoTo(0);
  }

  /**
   * It is over, and what was left takes effect, in that order. Throws nothing: the work is done.
   */
  public void committed() {
    units.end(this);
    for (Left effect : left) {
      try {
        effect.committed();
      } catch (RuntimeException e) {
        LOG.warn("What a transaction has left did not take effect after its commit", e);
      }
    }
    left.clear();
  }
}
