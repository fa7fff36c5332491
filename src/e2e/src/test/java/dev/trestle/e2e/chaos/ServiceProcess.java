package dev.trestle.e2e.chaos;

import static dev.trestle.support.Findings.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.e2e.Processes;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged service, ready, and watched. */
final class ServiceProcess implements AutoCloseable {
  private static final int SECONDS = 120;

  private final Process process;
  private final CompletableFuture<String> log;
  private final String metrics;
  private final String address;

  private ServiceProcess(
      Process process, CompletableFuture<String> log, String metrics, String address) {
    this.process = process;
    this.log = log;
    this.metrics = metrics;
    this.address = address;
  }

  static ServiceProcess start(Map<String, String> settings) throws Exception {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("PORT", "0");
    environment.put("METRICS_PORT", "0");
    String jar = System.getProperty("service.jar");
    Process process =
        WHOLE
            ? Processes.java(environment, "-jar", jar)
            : Processes.light(environment, "-jar", jar);
    CompletableFuture<String> log = Processes.text(process.getErrorStream());
    String metrics = Processes.address(process);
    ServiceProcess started = new ServiceProcess(process, log, metrics, Processes.address(process));
    // From here on no connection looks at the schema any more.
    assertThat(Processes.get(started.address + "/readyz").statusCode()).isEqualTo(200);
    return started;
  }

  String address() {
    return address;
  }

  /**
   * The sum of the series that {@code /metrics} has of a name, with these labels.
   *
   * @param labels as they stand there: {@code status="503"}
   * @return 0 if there is none
   */
  long figure(String name, String... labels) throws IOException, InterruptedException {
    return (long)
        Processes.get(metrics)
            .body()
            .lines()
            .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
            .filter(line -> List.of(labels).stream().allMatch(line::contains))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
  }

  /** Returns once it is that; what has just happened is counted a moment later. */
  void awaitFigure(long expected, String name, String... labels)
      throws IOException, InterruptedException {
    while (figure(name, labels) != expected) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** Ends it, and gives all that it said. */
  String log() throws Exception {
    close();
    return log.get(SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    process.toHandle().destroy(); // The process itself would close what is still read.
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
