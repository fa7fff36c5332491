package dev.trestle;

import dev.trestle.internal.app.Application;
import dev.trestle.internal.cache.SharedCache;
import dev.trestle.internal.compress.Compression;
import dev.trestle.internal.db.Database;
import dev.trestle.internal.error.Problems;
import dev.trestle.internal.events.EventStreams;
import dev.trestle.internal.flight.Flights;
import dev.trestle.internal.javalin.RoutePlugin;
import dev.trestle.internal.javalin.Shutdown;
import dev.trestle.internal.json.Json;
import dev.trestle.internal.policy.Enforcement;
import dev.trestle.internal.router.Router;
import dev.trestle.internal.router.Routing;
import dev.trestle.internal.watch.RequestWatch;
import dev.trestle.query.JsonRows;
import dev.trestle.spi.RouteDefinition;
import io.javalin.Javalin;
import io.javalin.plugin.Plugin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * An application that is put together from its settings. Whatever was opened is closed if it fails.
 */
final class Assembly {
  private final Settings settings;
  private Optional<Database> opened = Optional.empty();

  Assembly(Settings settings) {
    this.settings = settings;
  }

  /** On a server of its own, which runs. */
  Trestle start() {
    return orClosed(() -> {
      open();
      Application application = application(false);
      Javalin server =
          settings.server.create(
              application, new RoutePlugin(application, this::close), settings.http.headerLimit());
      opened.ifPresent(Database::awaitConnection);
      OptionalInt port = settings.server.start(server);
      return new Trestle(
          new Shutdown(server, application, settings.lifecycle.notice()),
          opened,
          application.cache(),
          application.routing().routes(),
          settings.server.host(),
          port);
    });
  }

  /** For a server of somebody else's. */
  Plugin<Void> plugin() {
    return orClosed(() -> {
      open();
      RoutePlugin plugin = new RoutePlugin(application(true), this::close);
      opened.ifPresent(Database::awaitConnection);
      return plugin;
    });
  }

  private <T> T orClosed(Supplier<T> begin) {
    try {
      return begin.get();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void open() {
    opened =
        settings.connections.open(settings.statements.watch(settings.development), settings.clock);
  }

  private void close() {
    opened.ifPresent(Database::close);
    settings.lifecycle.closing().close();
  }

  private Application application(boolean guest) {
    JsonMapper.Builder mapper = Json.defaults();
    settings.json.accept(mapper);
    Json bodies = new Json(mapper.build());
    Flights flights = settings.lifecycle.flights();
    if (!settings.development) {
      settings.routes.refuseOutsideDevelopment();
    }
    List<RouteDefinition> routes = settings.routes.routes();
    Supplier<Optional<String>> objection =
        opened.map(it -> it.expect(settings.schemas)).orElse(Optional::empty);
    List<RouteDefinition> table =
        Stream.concat(routes.stream(), settings.lifecycle.routes(flights, objection)).toList();
    return new Application(
        new Routing(new Router(table), guest),
        settings.http.origins(),
        bodies,
        JsonRows.of(bodies.mapper()),
        new Problems(bodies),
        settings.errors.failures(settings.schemas),
        flights,
        new EventStreams(settings.http.heartbeat()),
        guest ? Optional.empty() : RequestWatch.of(settings.requestListeners),
        guest ? Compression.none() : settings.http.compression(),
        SharedCache.of(settings.cache, routes, flights, settings.clock),
        opened.map(Database::dsl),
        settings.clock,
        settings.routes.checked(routes),
        settings.http.bodies(),
        settings.development,
        settings.routes.provided(),
        new Enforcement(settings.clock),
        guest,
        !guest && settings.server.isUntouched());
  }
}
