package dev.trestle.internal.work;

/** The open transactions of one request. Safe for all threads. */
final class Units {
  private UnitOfWork last;

  synchronized UnitOfWork begin() {
    UnitOfWork unit = new UnitOfWork(this);
    unit.next = last;
    last = unit;
    return unit;
  }

  synchronized void end(UnitOfWork unit) {
    last = without(unit, last);
  }

  private static UnitOfWork without(UnitOfWork unit, UnitOfWork from) {
    if (from == null || from == unit) {
      return from == null ? null : from.next;
    }
    from.next = without(unit, from.next);
    return from;
  }

  /** That which this thread has begun last. */
  private synchronized UnitOfWork here() {
    UnitOfWork unit = last;
    while (unit != null && unit.thread != Thread.currentThread()) {
      unit = unit.next;
    }
    return unit;
  }

  boolean isAnyHere() {
    return here() != null;
  }

  /** False where this thread is in no transaction. */
  boolean join(UnitOfWork.Left effect) {
    UnitOfWork unit = here();
    if (unit != null) {
      unit.join(effect);
    }
    return unit != null;
  }
}
