package dev.trestle.console.internal.requests;

import dev.trestle.CompletedRequest;
import dev.trestle.RequestHead;
import dev.trestle.RequestListener;
import dev.trestle.RequestObservation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * The last requests of an application, but for those of the console: bounded in number and in
 * bytes, the oldest are forgotten first. Safe for many threads.
 */
public final class Requests implements RequestListener {
  private final String own;
  private final int most;
  private final long mostBytes;
  private final Deque<Recording> recordings = new ArrayDeque<>();
  private final Set<Follower> followers = new CopyOnWriteArraySet<>();
  private long last;

  /**
   * @param own the path below which requests are not recorded
   * @param most that are kept
   * @param mostBytes that they may take, about
   */
  public Requests(String own, int most, long mostBytes) {
    this.own = own;
    this.most = most;
    this.mostBytes = mostBytes;
  }

  @Override
  public RequestObservation began(RequestHead head) {
    String target = head.target();
    boolean ofConsole =
        target.startsWith(own)
            && (target.length() == own.length() || "/?".indexOf(target.charAt(own.length())) >= 0);
    if (ofConsole) {
      return RequestObservation.NONE;
    }
    Recording recording;
    synchronized (this) {
      recording = new Recording(this, ++last, head);
      recordings.addFirst(recording);
      while (recordings.size() > most) {
        recordings.removeLast();
      }
    }
    changed(recording);
    return recording;
  }

  @Override
  public void completed(CompletedRequest request) {
    // Told of by its recording.
  }

  void changed(Recording recording) {
    shrink();
    followers.forEach(it -> it.changed(recording.number()));
  }

  private synchronized void shrink() {
    long bytes = recordings.stream().mapToLong(Recording::bytes).sum();
    while (bytes > mostBytes && recordings.size() > 1) {
      bytes -= recordings.removeLast().bytes();
    }
  }

  /** All that are kept, newest first. */
  public synchronized List<RecordedRequest> newest() {
    return recordings.stream().map(Recording::now).toList();
  }

  /**
   * One of them.
   *
   * @param number as it was counted
   * @return empty if it was never there, or is forgotten
   */
  public synchronized Optional<RecordedRequest> find(long number) {
    return recordings.stream().filter(it -> it.number() == number).findFirst().map(Recording::now);
  }

  /** Keeps what is shown, and nothing that belongs to the application that ran until now. */
  public synchronized void forgetPlans() {
    recordings.forEach(Recording::forgetPlans);
  }

  /** Begins to follow what happens; to be closed. */
  public Follower follow() {
    Follower follower = new Follower(followers::remove);
    followers.add(follower);
    return follower;
  }
}
