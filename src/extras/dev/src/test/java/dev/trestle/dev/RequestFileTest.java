package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestFileTest {
  @TempDir private Path folder;

  @Test
  void requestsAreReadAsEditorsWriteThem() throws IOException {
    RequestFile file =
        read(
            """
            # What is asked for most.

            ### A list
            GET /api/users?limit=2

            ### A new one
            // of nobody
            POST /api/users
            Content-Type: application/json
            X-Trace: a: b

            {"email": "a@b",

             "name": null}

            ###
            """);

    assertThat(file.requests())
        .containsExactly(
            new RequestFile.Template("GET", "/api/users?limit=2", List.of(), ""),
            new RequestFile.Template(
                "POST",
                "/api/users",
                List.of("Content-Type", "application/json", "X-Trace", "a: b"),
                "{\"email\": \"a@b\",\n\n \"name\": null}"));
  }

  @Test
  void aGuidIsAnotherOneEachTime() throws IOException {
    RequestFile.Template request = read("DELETE /api/users/{{$guid}}").requests().getFirst();

    HttpRequest one = request.at("http://localhost:1");
    HttpRequest other = request.at("http://localhost:1");

    assertThat(one.uri().toString()).matches("http://localhost:1/api/users/[-0-9a-f]{36}");
    assertThat(one.uri()).isNotEqualTo(other.uri());
    assertThat(one.method()).isEqualTo("DELETE");
  }

  @Test
  void aPathIsSentAsItIsWritten() throws IOException {
    assertThat(read("GET /a%2Fb?x=%20").requests().getFirst().at("http://h:1").uri())
        .isEqualTo(URI.create("http://h:1/a%2Fb?x=%20"));
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertThatThrownBy(() -> read("### Nothing\n"))
        .hasMessageStartingWith("There is no request in ")
        .hasMessageEndingWith("; write GET /api/hello there.");
    assertThatThrownBy(() -> read("get /api/hello"))
        .hasMessageEndingWith(
            "'get /api/hello' is no request; write a method and a path, like GET /api/hello.");
    assertThatThrownBy(() -> read("GET /api/hello\nAccept"))
        .hasMessageEndingWith("'Accept' is no header; write a name, a colon and a value.");
    assertThatThrownBy(() -> RequestFile.read(folder.resolve("none.http")))
        .hasMessageStartingWith("The requests of " + folder.resolve("none.http"));
  }

  private RequestFile read(String text) throws IOException {
    return RequestFile.read(Files.writeString(folder.resolve("requests.http"), text));
  }
}
