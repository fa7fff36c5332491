package dev.trestle.dataproxy;

import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A data proxy as a process of its own, for who has no application to put it beside. It takes
 * {@code PORT}, {@code HOST}, {@code TRUSTED_PROXIES}, {@code REPLICAS} and {@code POOL_…} as
 * {@link Environment} has them, and these:
 *
 * <table>
 *   <caption>Variables of the data proxy</caption>
 *   <tr><th>variable</th><th>meaning</th></tr>
 *   <tr><td>{@code DATABASE_URL}</td><td>with the role that callers have</td></tr>
 *   <tr><td>{@code DATA_PROXY_KEYS}</td><td>with spaces or commas between them</td></tr>
 *   <tr><td>{@code DATA_PROXY_STATEMENTS}</td><td>the file of statements that may run</td></tr>
 *   <tr><td>{@code DATA_PROXY_RECORD}</td><td>in development, the file that those which ran go
 *       to</td></tr>
 *   <tr><td>{@code DATA_PROXY_ORIGINS}</td><td>of pages that may ask, with spaces or commas
 *       between them</td></tr>
 * </table>
 *
 * <p>It answers at {@code /sql}, and at {@code /readyz} whether it takes requests.
 */
public final class Main {
  private Main() {}

  /**
   * Serves until the process is told to end, or says in one sentence why it cannot and ends with
   * status 1.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try {
      serve(System.getenv());
    } catch (StartException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void serve(Map<String, String> variables) {
    Environment environment = Environment.of(variables).requireDatabase();
    DataProxy proxy = settings(variables, environment).open();
    try {
      Trestle app = listening(environment, proxy).start();
      Runnable end =
          () -> {
            app.close();
            proxy.close();
          };
      Runtime.getRuntime().addShutdownHook(new Thread(end, "shutdown"));
      System.out.println("Listening on " + app.url());
    } catch (RuntimeException | Error e) {
      proxy.close();
      throw e;
    }
  }

  /** With no database of its own: all that it asks is the proxy's. */
  private static TrestleBuilder listening(Environment environment, DataProxy proxy) {
    return Trestle.of(proxy)
        .http(http -> http.trustedProxies(environment.trustedProxies().toArray(String[]::new)))
        .readiness("/readyz", Duration.ZERO)
        .host(environment.host())
        .port(environment.port());
  }

  private static DataProxyBuilder settings(Map<String, String> variables, Environment environment) {
    DatabaseUrl url = environment.database().orElseThrow();
    DataProxyBuilder proxy =
        DataProxy.over(url).origins(words(variables, "DATA_PROXY_ORIGINS").toArray(String[]::new));
    environment.poolSize().ifPresent(proxy::poolSize);
    environment.replicas().ifPresent(proxy::replicas);
    proxy.poolTimes(environment.poolTimes());
    try {
      words(variables, "DATA_PROXY_KEYS").forEach(proxy::key);
    } catch (IllegalArgumentException e) {
      throw new StartException("DATA_PROXY_KEYS: " + e.getMessage() + ".", e);
    }
    file(variables, "DATA_PROXY_STATEMENTS").forEach(proxy::allow);
    file(variables, "DATA_PROXY_RECORD").forEach(proxy::record);
    return proxy;
  }

  private static Stream<Path> file(Map<String, String> variables, String name) {
    return Stream.of(variables.getOrDefault(name, "").strip())
        .filter(text -> !text.isEmpty())
        .map(Path::of);
  }

  private static Stream<String> words(Map<String, String> variables, String name) {
    return Stream.of(variables.getOrDefault(name, "").strip().split("[\\s,]+"))
        .filter(text -> !text.isEmpty());
  }
}
