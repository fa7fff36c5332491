package dev.trestle.console.internal;

import dev.trestle.DatabaseUrl;
import dev.trestle.HttpError;
import dev.trestle.Trestle;
import dev.trestle.console.internal.data.Connections;
import dev.trestle.console.internal.requests.Requests;
import dev.trestle.console.internal.routes.Sources;
import java.util.Optional;

/** What the pages show: one application, which may be replaced while it is looked at. */
public final class Desk {
  private final Access access = new Access();
  private final Requests requests;
  private final Sources sources;
  private final Optional<Connections> connections;
  private volatile Optional<Trestle> application = Optional.empty();

  /**
   * @param database whose tables are shown
   */
  public Desk(Requests requests, Sources sources, Optional<DatabaseUrl> database) {
    this.requests = requests;
    this.sources = sources;
    this.connections = database.map(Connections::new);
  }

  /** Shows another application from now on, and keeps nothing of the one before. */
  public void show(Trestle app) {
    requests.forgetPlans();
    application = Optional.of(app);
  }

  /** Who may use it. */
  public Access access() {
    return access;
  }

  /** What it was asked. */
  public Requests requests() {
    return requests;
  }

  /** Where its code is. */
  public Sources sources() {
    return sources;
  }

  /**
   * Its database.
   *
   * @throws HttpError 404 if it has none
   */
  public Connections database() {
    return connections.orElseThrow(
        () -> HttpError.notFound("The console was given no database whose tables it could show."));
  }

  /** Its database; empty if it has none. */
  public Optional<Connections> connections() {
    return connections;
  }

  /** The application; empty until it runs. */
  public Optional<Trestle> application() {
    return application;
  }
}
