package dev.trestle.notify;

import dev.trestle.DatabaseUrl;
import dev.trestle.EventStream;
import dev.trestle.Response;
import dev.trestle.ServerEvent;
import dev.trestle.StartException;
import dev.trestle.internal.db.ConnectionFailures;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells any number of subscribers what is notified on some channels of a database, through one
 * connection of its own, outside the application's pool.
 *
 * <pre>{@code
 * try (Notifications notifications = Notifications.listen(url, "posts");
 *     Subscription posts = notifications.subscribe("posts", 100)) {
 *   Optional<Notice> notice = posts.next();
 * }
 * }</pre>
 *
 * <p>A connection that is lost is made again, after a tenth of a second at first and ten seconds at
 * most; every subscriber is then told of a {@link Notice.Gap}, when the new one listens already.
 * One that died without a word is noticed within some 15 seconds. A pooler that gives each
 * transaction another session (PgBouncer's transaction mode) cannot listen and is refused: give the
 * address of the database itself.
 *
 * <p>For all threads. Keep one for an application, and close it with it.
 */
public final class Notifications implements AutoCloseable {
  private static final int LONGEST_NAME = 63;

  /** That wait for a client of {@link #events}. */
  private static final int WAITING = 100;

  private final Map<String, Set<Subscription>> channels = new TreeMap<>();
  private final Listener listener;
  private volatile boolean closed;

  private Notifications(DatabaseUrl url, Set<String> names) {
    names.forEach(name -> channels.put(name, ConcurrentHashMap.newKeySet()));
    this.listener = new Listener(url, channels.keySet(), this::message, this::gap);
  }

  /**
   * Connects and listens.
   *
   * @param url of the database itself
   * @param channels named exactly as {@code pg_notify} names them; {@code notify posts} is {@code
   *     posts}
   * @return to be closed
   * @throws StartException in one sentence if the database does not answer, or a pooler does
   * @throws IllegalArgumentException if there is no channel, or one cannot be called so
   */
  public static Notifications listen(DatabaseUrl url, String... channels) {
    if (channels.length == 0) {
      throw new IllegalArgumentException("There is no channel to listen to; name one");
    }
    for (String name : channels) {
      if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf(0) >= 0) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' cannot be a channel; its name has 1 to "
                + LONGEST_NAME
                + " characters");
      }
    }
    Notifications notifications = new Notifications(url, Set.of(channels));
    try {
      notifications.listener.start();
    } catch (SQLException e) {
      throw new StartException(ConnectionFailures.explain(url, e), e);
    }
    return notifications;
  }

  /**
   * Begins to listen, without asking anything of the database.
   *
   * @param channel one of those that were named
   * @param capacity how many notices wait at most, at least 1
   * @return to be closed
   * @throws IllegalArgumentException for another channel or a capacity out of bounds
   * @throws IllegalStateException if this is closed
   */
  public Subscription subscribe(String channel, int capacity) {
    Set<Subscription> subscribers = subscribers(channel);
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is " + capacity + "; it must be at least 1");
    }
    Subscription subscription = new Subscription(capacity, subscribers::remove);
    subscribers.add(subscription);
    if (closed) {
      subscription.close();
      throw new IllegalStateException("The notifications are closed");
    }
    return subscription;
  }

  private Set<Subscription> subscribers(String channel) {
    Set<Subscription> subscribers = channels.get(channel);
    if (subscribers == null) {
      throw new IllegalArgumentException(
          "Nobody listens to '" + channel + "', only to " + String.join(", ", channels.keySet()));
    }
    return subscribers;
  }

  /**
   * 200 with each message of a channel as a server-sent event, whose data is the payload as it is:
   *
   * <pre>{@code
   * public static Response GET(Notifications notifications) {
   *   return notifications.events("posts");
   * }
   * }</pre>
   *
   * <p>Who may have missed messages is sent an event {@code gap}, which a browser listens for by
   * that name, and is to read again what they were about. Ends when this is closed. Events with
   * ids, or for some clients only, are a loop around a {@link #subscribe subscription} in {@link
   * Response#events}.
   *
   * @param channel one of those that were named
   * @return the answer
   * @throws IllegalArgumentException for another channel
   */
  public Response events(String channel) {
    subscribers(channel);
    return Response.events(events -> send(channel, events));
  }

  private void send(String channel, EventStream events) throws Exception {
    try (Subscription messages = subscribe(channel, WAITING)) {
      for (Optional<Notice> next = messages.next(); next.isPresent(); next = messages.next()) {
        events.send(
            switch (next.get()) {
              case Notice.Message message -> ServerEvent.text(message.payload());
              case Notice.Gap gap -> ServerEvent.text("").withName("gap");
            });
      }
    }
  }

  private void message(String channel, String payload) {
    Notice message = new Notice.Message(payload);
    channels.getOrDefault(channel, Set.of()).forEach(it -> it.tell(message));
  }

  private void gap() {
    channels.values().forEach(all -> all.forEach(it -> it.tell(new Notice.Gap())));
  }

  /** Closes the connection and every subscription. Does nothing the second time. */
  @Override
  public void close() {
    closed = true;
    listener.close();
    channels.values().forEach(all -> all.forEach(Subscription::close));
  }
}
