package com.example.shelf;

import com.example.shelf.app.Routes;
import com.example.shelf.db.Public;
import dev.trestle.Trestle;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Trestle beside Spring: on a port of its own, over Spring's pool, for as long as Spring runs. */
@Component
class TrestleServer implements SmartLifecycle {
  private final DataSource pool;
  private final int port;
  private Optional<Trestle> app = Optional.empty();

  TrestleServer(DataSource pool, @Value("${trestle.port:8081}") int port) {
    this.pool = pool;
    this.port = port;
  }

  @Override
  public synchronized void start() {
    Trestle started =
        Trestle.of(new Routes()).schema(Public.PUBLIC).database(pool).port(port).start();
    System.out.println("Trestle at " + started.url());
    app = Optional.of(started);
  }

  @Override
  public synchronized void stop() {
    app.ifPresent(Trestle::close);
    app = Optional.empty();
  }

  @Override
  public synchronized boolean isRunning() {
    return app.isPresent();
  }
}
