package dev.trestle.bench.http;

import dev.trestle.DatabaseUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

/**
 * Fresh processes of all sides, of which one is asked at a time, in turns of seconds. So whatever
 * else a machine does or how fast it is just then, it is so for all of them.
 */
final class Round implements AutoCloseable {
  /** How often each side has its turn at a point. */
  static final int TURNS = 3;

  private final Clients clients;
  private final Map<Side, Served> services = new LinkedHashMap<>();

  /** What was counted in a turn, and the service's processor time that it took. */
  record Turn(Counted counted, Duration cpu) {}

  private Round(Clients clients) {
    this.clients = clients;
  }

  /** Starts them. */
  static Round start(Clients clients, List<Side> sides, DatabaseUrl database)
      throws IOException, InterruptedException {
    Round round = new Round(clients);
    try {
      for (Side side : sides) {
        round.services.put(side, Served.start(side, database));
      }
      return round;
    } catch (IOException | InterruptedException | RuntimeException e) {
      round.close();
      throw e;
    }
  }

  /** Asks those that are measured with some work until they get no better, in at most so long. */
  void warm(Work work, int seconds) throws IOException, InterruptedException {
    for (Map.Entry<Side, Served> entry : services.entrySet()) {
      if (entry.getKey().work().contains(work)) {
        Served service = entry.getValue();
        Point point = new Point(work, WarmUp.CONNECTIONS);
        WarmUp warmUp = new WarmUp(seconds);
        while (!warmUp.isOver()) {
          warmUp.add(turn(service, point, WarmUp.TURN));
        }
      }
    }
  }

  /** Asks those that are measured at a point, each for so many seconds in each of its turns. */
  void measure(Point point, int seconds, BiConsumer<Side, Turn> told)
      throws IOException, InterruptedException {
    List<Side> order =
        new ArrayList<>(
            services.keySet().stream().filter(it -> it.work().contains(point.work())).toList());
    for (int turn = 0; turn < TURNS; turn++) {
      for (Side side : order) {
        told.accept(side, turn(services.get(side), point, seconds));
      }
      Collections.rotate(order, -1);
    }
  }

  private Turn turn(Served service, Point point, int seconds)
      throws IOException, InterruptedException {
    Duration before = service.cpu();
    Counted counted = clients.ask(service.port(), point, seconds);
    return new Turn(counted, service.cpu().minus(before));
  }

  /** MiB that a side's processes have resident; empty where the system does not tell. */
  OptionalDouble memory(Side side) throws IOException {
    return services.get(side).memory();
  }

  @Override
  public void close() {
    services.values().forEach(Served::close);
  }
}
