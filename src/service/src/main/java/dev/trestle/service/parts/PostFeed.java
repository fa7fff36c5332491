package dev.trestle.service.parts;

import dev.trestle.EventStream;
import dev.trestle.ServerEvent;
import dev.trestle.notify.Notice;
import dev.trestle.notify.Notifications;
import dev.trestle.notify.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.json.JsonMapper;

/**
 * What becomes of posts, for any number of clients: each waits on a queue of its own, and none asks
 * anything of the database. The last events are kept, so that a client that comes back gets what it
 * has missed; where that cannot be told, it gets an event {@code gap} and is to read the posts
 * again. For all threads.
 */
public final class PostFeed {
  /** The channel that the database's triggers notify. */
  public static final String CHANNEL = "posts";

  private static final int KEPT = 1_000;
  private static final int WAITING = 1_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Optional<Notifications> notifications;
  private final Deque<Event> kept = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * One statement's doing.
   *
   * @param event its number, the same for all replicas
   * @param kind {@code created}, {@code updated} or {@code deleted}
   * @param ids of the posts; empty where they were too many to tell
   */
  public record Event(long event, String kind, List<UUID> ids) {}

  /**
   * A feed of what is notified.
   *
   * @param notifications listening to {@link #CHANNEL}; closing them ends the feed
   */
  public PostFeed(Notifications notifications) {
    this.notifications = Optional.of(notifications);
    Subscription all = notifications.subscribe(CHANNEL, WAITING);
    Thread.ofVirtual().name("post-feed").start(() -> keep(all));
  }

  private PostFeed() {
    this.notifications = Optional.empty();
  }

  /**
   * A feed of nothing: its clients wait.
   *
   * @return for who has no database to listen to
   */
  public static PostFeed idle() {
    return new PostFeed();
  }

  private void keep(Subscription all) {
    try (all) {
      for (Optional<Notice> notice = all.next(); notice.isPresent(); notice = all.next()) {
        keep(notice.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(Notice notice) {
    lock.lock();
    try {
      switch (notice) {
        // What was kept has a hole from now on.
        case Notice.Gap gap -> kept.clear();
        case Notice.Message message -> {
          kept.addLast(event(message));
          if (kept.size() > KEPT) {
            kept.removeFirst();
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends events to a client until it goes away.
   *
   * @param client who listens
   * @throws Exception what its connection throws
   */
  public void send(EventStream client) throws Exception {
    if (notifications.isEmpty()) {
      new CountDownLatch(1).await();
      return;
    }
    try (Subscription posts = notifications.get().subscribe(CHANNEL, WAITING)) {
      Set<Long> sent = new HashSet<>();
      for (Event missed : missed(client)) {
        client.send(encoded(missed));
        sent.add(missed.event());
      }
      for (Optional<Notice> notice = posts.next(); notice.isPresent(); notice = posts.next()) {
        switch (notice.get()) {
          case Notice.Gap gap -> client.send(gap());
          case Notice.Message message -> {
            Event event = event(message);
            if (!sent.remove(event.event())) {
              client.send(encoded(event));
            }
          }
        }
      }
    }
  }

  /** What was kept after the last event that the client has got. */
  private List<Event> missed(EventStream client) throws Exception {
    if (client.lastEventId().isEmpty()) {
      return List.of();
    }
    List<Event> events = kept();
    for (int i = 0; i < events.size(); i++) {
      if (String.valueOf(events.get(i).event()).equals(client.lastEventId().get())) {
        return events.subList(i + 1, events.size());
      }
    }
    client.send(gap());
    return List.of();
  }

  private List<Event> kept() {
    lock.lock();
    try {
      return new ArrayList<>(kept);
    } finally {
      lock.unlock();
    }
  }

  private static Event event(Notice.Message message) {
    return JSON.readValue(message.payload(), Event.class);
  }

  private static ServerEvent encoded(Event event) {
    return ServerEvent.json(event).withName(event.kind()).withId(String.valueOf(event.event()));
  }

  private static ServerEvent gap() {
    return ServerEvent.text("read the posts again").withName("gap");
  }
}
