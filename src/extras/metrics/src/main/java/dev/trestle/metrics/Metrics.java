package dev.trestle.metrics;

import dev.trestle.Response;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.Verb;
import dev.trestle.spi.Handler;
import dev.trestle.spi.RouteDefinition;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The figures of one application and its JVM, for Prometheus:
 *
 * <pre>{@code
 * Metrics metrics = Metrics.create();
 * Trestle scraped = metrics.serve("127.0.0.1", 9090);
 * Trestle app = metrics.start(Trestle.of(new Routes()).environment(environment));
 * }</pre>
 *
 * <p>No label is taken from what a client sends: a route is its template, all that is no route is
 * {@code unknown}, all methods that are no verb are {@code other}, and of a statement there is only
 * its first word. So no series is made by asking for things that are not there, and no figure tells
 * of anybody.
 *
 * <p>Safe for many threads, but for {@link #start}, {@link #serve} and {@link #close}.
 */
public final class Metrics implements AutoCloseable {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private volatile Optional<Trestle> application = Optional.empty();

  private Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /**
   * Begins to watch this JVM.
   *
   * @return to be closed after the application
   */
  public static Metrics create() {
    return new Metrics();
  }

  /**
   * Starts an application whose requests, statements, pool and cache are counted here.
   *
   * @param builder one for each of these; its settings are made
   * @return to be closed
   * @throws StartException as {@link TrestleBuilder#start} does
   * @throws IllegalStateException if another has been started here
   */
  public Trestle start(TrestleBuilder builder) {
    if (application.isPresent()) {
      throw new IllegalStateException(
          "These are the figures of another application already; make Metrics for each");
    }
    return restart(builder);
  }

  /**
   * The same in place of the application before, if there was one, which may still end: what was
   * counted of requests and statements goes on, all else is this one's. For {@code make dev}.
   *
   * @param builder one for each call; its settings are made
   * @return to be closed
   * @throws StartException as {@link TrestleBuilder#start} does
   */
  public Trestle restart(TrestleBuilder builder) {
    Trestle app =
        builder
            .onRequest(new RequestMeters(registry))
            .listener(new StatementMeters(registry))
            .start();
    boolean first = application.isEmpty();
    application = Optional.of(app);
    if (first) { // They read of the application of now.
      PoolMeters.bind(this, registry);
      ReplicaMeters.bind(() -> current().replicaUse(), registry);
      CacheMeters.bind(this, registry);
    }
    return app;
  }

  /** The application whose figures these are; there is one. */
  Trestle current() {
    return application.orElseThrow();
  }

  /**
   * Serves these on an address of its own, which the application's clients need not reach, and
   * which answers while the application is too busy to:
   *
   * <ul>
   *   <li>{@code /metrics}, the figures
   *   <li>{@code /livez}, 200 as long as the process answers at all
   *   <li>{@code /readyz}, 200 if {@link Trestle#health} has no objection and 503 else, with a JSON
   *       object: {@code ready}, {@code objection}, {@code databaseMillis} and {@code pool}
   * </ul>
   *
   * @param host a name or address of this machine
   * @param port 0 takes any free one
   * @return to be closed
   * @throws StartException if the address cannot be listened on
   */
  public Trestle serve(String host, int port) {
    List<RouteDefinition> routes =
        List.of(
            route("/metrics", call -> answer()),
            route("/livez", call -> ofNow(Response.text("alive"))),
            route("/readyz", call -> ofNow(Standing.of(application).answer())));
    return Trestle.of(() -> routes).host(host).port(port).start();
  }

  private static RouteDefinition route(String path, Handler function) {
    return RouteDefinition.at(path, "Metrics.serve").on(Verb.GET, function);
  }

  /**
   * The figures of now, as an answer: for a route of your own, which takes this as a value that is
   * {@linkplain TrestleBuilder#provide provided}. Whoever reaches that route reads all of them.
   *
   * @return in Prometheus' text format, not to be kept
   */
  public Response answer() {
    return ofNow(
        Response.bytes(PROMETHEUS_TEXT, registry.scrape().getBytes(StandardCharsets.UTF_8)));
  }

  private static Response ofNow(Response response) {
    return response.withHeader("Cache-Control", "no-store");
  }

  /**
   * Where the figures are, for your own. What is a label there must not come from clients.
   *
   * @return Micrometer's
   */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Stops watching the JVM. */
  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
