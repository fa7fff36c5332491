package dev.trestle.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.e2e.Processes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packaged service, ready. */
final class ServiceProcess implements AutoCloseable {
  private static final int SECONDS = 120;

  private final Process process;
  private final CompletableFuture<String> log;
  private final String address;

  private ServiceProcess(Process process, CompletableFuture<String> log, String address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  static ServiceProcess start(Map<String, String> settings) throws Exception {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("PORT", "0");
    Process process = Processes.java(environment, "-jar", System.getProperty("service.jar"));
    CompletableFuture<String> log = Processes.text(process.getErrorStream());
    ServiceProcess started = new ServiceProcess(process, log, Processes.address(process));
    // From here on no connection looks at the schema any more.
    assertThat(Processes.get(started.address + "/readyz").statusCode()).isEqualTo(200);
    return started;
  }

  String address() {
    return address;
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
