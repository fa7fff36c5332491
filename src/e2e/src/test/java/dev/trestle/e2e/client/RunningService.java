package dev.trestle.e2e.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trestle.client.Client;
import dev.trestle.e2e.Processes;
import dev.trestle.service.client.ApiUsersClient;
import dev.trestle.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/** The packaged service as a process, over a seeded database, for all tests of a class. */
final class RunningService implements BeforeAllCallback, AfterAllCallback {
  private final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");
  private Process process;
  private String address;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    database.beforeAll(context);
    Path uploads = Files.createTempDirectory("uploads");
    process =
        Processes.light(
            Map.of(
                "PORT",
                "0",
                // Whose cookies go over plain HTTP.
                "DEVELOPMENT",
                "true",
                "UPLOADS",
                uploads.toString(),
                "DATABASE_URL",
                database.url().toUri()),
            "-jar",
            System.getProperty("service.jar"));
    address = Processes.address(process);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    process.destroyForcibly().waitFor();
    database.afterAll(context);
  }

  String address() {
    return address;
  }

  /** An application in a JVM of its own, which is told the address and has what callers need. */
  Process caller(Class<?> application) throws IOException {
    String classpath =
        Stream.of(
                application,
                ApiUsersClient.class,
                Client.class,
                JsonMapper.class,
                JsonParser.class,
                JsonProperty.class)
            .map(RunningService::home)
            .collect(Collectors.joining(File.pathSeparator));
    return Processes.light(Map.of(), "-cp", classpath, application.getName(), address);
  }

  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** With cookies of its own. */
  Client client() {
    return Client.to(address)
        .withHttp(HttpClient.newBuilder().cookieHandler(new CookieManager()).build())
        .withTimeout(Duration.ofSeconds(60));
  }

  /** The id of a seeded user, 1 to 10,000. */
  static UUID user(int number) {
    return UUID.fromString("00000000-0000-4000-8000-%012x".formatted(number));
  }

  /** The id of a seeded post, 1 to 100,000. */
  static UUID post(int number) {
    return UUID.fromString("00000000-0000-4000-9000-%012x".formatted(number));
  }
}
