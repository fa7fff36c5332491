package dev.trestle.internal.share;

import dev.trestle.internal.work.Sweeper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Where the concurrent calls of one lookup meet. A call that finds nobody leading leads: it runs a
 * statement at once. Who comes meanwhile waits, and when that is done the first who waits leads,
 * and takes the others along. So nobody waits where little is asked, the more is asked the more
 * travel together, and no wait has a timer of its own: one thread for all looks ten times a second
 * who waits for too long. Safe for all threads.
 *
 * @param <C> what is asked
 */
public final class Lane<C> implements Sweeper.Swept {
  /** Of one statement. */
  static final int MOST_TOGETHER = 64;

  /** Who comes then is better off with the pool's own queue. */
  static final int MOST_WAITING = 16 * MOST_TOGETHER;

  private final Lanes lanes;
  private final Lock lock = new ReentrantLock();
  private final Deque<Turn<C>> waiting = new ArrayDeque<>();
  private List<Turn<C>> underWay = List.of();
  private boolean led;
  private boolean watched;

  /** With nobody in it. */
  Lane(Lanes lanes) {
    this.lanes = lanes;
  }

  /** Asks: the turn is leading or waiting; empty if too many wait. */
  public Optional<Turn<C>> enter(C call) {
    lock.lock();
    try {
      if (!led) {
        led = true;
        return Optional.of(new Turn<>(call, Turn.State.LEADING));
      }
      if (waiting.size() >= MOST_WAITING) {
        return Optional.empty();
      }
      Turn<C> turn = new Turn<>(call, Turn.State.WAITING);
      waiting.addLast(turn);
      if (!watched) {
        watched = true;
        lanes.watch(this);
      }
      return Optional.of(turn);
    } finally {
      lock.unlock();
    }
  }

  /** Those who go along with a leader that is about to send its statement. */
  public List<Turn<C>> take() {
    lock.lock();
    try {
      int count = Math.min(waiting.size(), MOST_TOGETHER - 1);
      List<Turn<C>> taken = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        Turn<C> turn = waiting.removeFirst();
        turn.set(Turn.State.TAKEN);
        taken.add(turn);
      }
      underWay = taken;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Puts back what was taken, for the next leader. */
  public void putBack(List<Turn<C>> taken) {
    lock.lock();
    try {
      for (Turn<C> turn : taken.reversed()) {
        if (turn.state() == Turn.State.TAKEN) {
          turn.set(Turn.State.WAITING);
          waiting.addFirst(turn);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the wait of those who were taken.
   *
   * @return how many of them still waited
   */
  public int end(List<Turn<C>> taken, Turn.State state) {
    if (taken.isEmpty()) {
      return 0;
    }
    List<Turn<C>> ended;
    lock.lock();
    try {
      ended = taken.stream().filter(turn -> turn.state() == Turn.State.TAKEN).toList();
      ended.forEach(turn -> turn.set(state));
    } finally {
      lock.unlock();
    }
    ended.forEach(Turn::wake);
    return ended.size();
  }

  /** Lets all who wait go alone. */
  public void dismiss() {
    List<Turn<C>> all;
    lock.lock();
    try {
      all = List.copyOf(waiting);
      waiting.clear();
      all.forEach(turn -> turn.set(Turn.State.ALONE));
    } finally {
      lock.unlock();
    }
    all.forEach(Turn::wake);
  }

  /** Ends a lead: the first who waits has it next. */
  public void next() {
    Turn<C> first;
    lock.lock();
    try {
      underWay = List.of();
      first = waiting.pollFirst();
      if (first == null) {
        led = false;
        return;
      }
      first.set(Turn.State.LEADING);
    } finally {
      lock.unlock();
    }
    first.wake();
  }

  /** Sends those away who have waited for too long. */
  @Override
  public long look(long now) {
    long longest = lanes.longestWait();
    List<Turn<C>> sent;
    lock.lock();
    try {
      sent =
          Stream.concat(waiting.stream(), underWay.stream().filter(Turn::isTaken))
              .filter(turn -> turn.isOlder(now, longest))
              .toList();
      sent.forEach(turn -> turn.set(Turn.State.ALONE));
      waiting.removeAll(sent);
      if (waiting.isEmpty() && underWay.stream().noneMatch(Turn::isTaken)) {
        watched = false;
        lanes.leave(this);
      }
    } finally {
      lock.unlock();
    }
    sent.forEach(Turn::wake);
    return longest;
  }

  /**
   * Ends a turn's own wait. Who still waits goes alone, and what a statement under way reads for it
   * is nobody's.
   *
   * @return what it has to do: it leads, was answered, or goes alone
   */
  public Turn.State settle(Turn<C> turn) {
    lock.lock();
    try {
      switch (turn.state()) {
        case WAITING -> {
          waiting.remove(turn);
          turn.set(Turn.State.ALONE);
        }
        case TAKEN -> turn.set(Turn.State.ALONE);
        case LEADING, ANSWERED, ALONE -> {}
      }
      return turn.state();
    } finally {
      lock.unlock();
    }
  }

  /** Leaves, whatever the answer. */
  public void abandon(Turn<C> turn) {
    if (settle(turn) == Turn.State.LEADING) {
      next();
    }
  }
}
