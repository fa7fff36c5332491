package dev.trestle.bench.edge;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import dev.trestle.bench.report.Report;
import dev.trestle.dataproxy.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A data proxy in a process of its own, asked over one connection of HTTP's, which stays open. */
final class ProxyLookup implements Lookup {
  private static final String KEY = UUID.randomUUID().toString();
  private static final String LISTENING = "Listening on ";
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ProxyLookup(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static ProxyLookup start(DatabaseUrl url) throws IOException {
    Path statements = Files.writeString(Report.WORK.resolve("edge.sql"), SQL + ";\n");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("DATA"));
    builder.environment().put("PORT", "0");
    builder.environment().put("POOL_SIZE", "4");
    builder.environment().put("DATABASE_URL", url.toUri());
    builder.environment().put("DATA_PROXY_KEYS", KEY);
    builder.environment().put("DATA_PROXY_STATEMENTS", statements.toString());
    Process process = builder.start();
    BufferedReader said = process.inputReader();
    String line = said.readLine();
    if (line == null || !line.startsWith(LISTENING)) {
      process.destroy();
      throw new StartException("The data proxy did not start: " + line);
    }
    return new ProxyLookup(process, URI.create(line.substring(LISTENING.length()) + "/sql"));
  }

  @Override
  public String email(UUID id) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Neon-Connection-String", "postgresql://edge:" + KEY + "@127.0.0.1/bench")
            .header("Neon-Raw-Text-Output", "true")
            .header("Neon-Array-Mode", "true")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"query\":\"" + SQL + "\",\"params\":[\"" + id + "\"]}"))
            .build();
    JsonNode answer =
        JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    return answer.at("/rows/0/1").stringValue();
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
    process.destroy();
    process.waitFor();
  }
}
