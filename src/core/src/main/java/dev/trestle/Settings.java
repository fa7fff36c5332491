package dev.trestle;

import dev.trestle.spi.CacheStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Schema;
import tools.jackson.databind.json.JsonMapper;

/**
 * All settings of an application, as {@link TrestleBuilder} sets and {@link Assembly} reads them.
 */
final class Settings {
  final RouteSettings routes = new RouteSettings();
  final ConnectionSettings connections = new ConnectionSettings();
  final List<Schema> schemas = new ArrayList<>();
  final StatementSettings statements = new StatementSettings();
  final ErrorSettings errors = new ErrorSettings();
  final List<RequestListener> requestListeners = new ArrayList<>();
  final HttpSettings http = new HttpSettings();
  final ServerSettings server = new ServerSettings();
  final Lifecycle lifecycle = new Lifecycle();
  Optional<CacheStore> cache = Optional.empty();
  InstantSource clock = InstantSource.system();
  Consumer<JsonMapper.Builder> json = builder -> {};
  boolean development;
}
