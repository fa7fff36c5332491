package dev.trestle.testing;

import dev.trestle.RequestObservation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one request has caused so far. Safe for all threads. */
final class Trace implements RequestObservation {
  private final List<Statement> statements = new ArrayList<>();
  private final List<Statement> afterwards = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final List<Throwable> failedTasks = new ArrayList<>();
  private final Set<Thread> afterThreads = new HashSet<>();
  private int tasks;

  synchronized void ran(Statement statement) {
    (isAfter() ? afterwards : statements).add(statement);
  }

  synchronized void failed(Throwable cause) {
    (isAfter() ? failedTasks : failures).add(cause);
  }

  /** Whether the calling thread runs a task after the answer. */
  private boolean isAfter() {
    return afterThreads.contains(Thread.currentThread());
  }

  /** Of the function and all around it. */
  synchronized List<Statement> statements() {
    return List.copyOf(statements);
  }

  /** Of tasks after the answer. */
  synchronized List<Statement> afterwards() {
    return List.copyOf(afterwards);
  }

  synchronized Optional<Throwable> failure() {
    return failures.stream().findFirst();
  }

  /** How many have ended after the answer, well or badly. */
  synchronized int tasks() {
    return tasks;
  }

  synchronized List<Throwable> failedTasks() {
    return List.copyOf(failedTasks);
  }

  @Override
  public Scope enter() {
    return Scope.NONE;
  }

  @Override
  public synchronized Scope after() {
    Thread thread = Thread.currentThread();
    afterThreads.add(thread);
    return () -> left(thread);
  }

  private synchronized void left(Thread thread) {
    afterThreads.remove(thread);
    tasks++;
  }
}
