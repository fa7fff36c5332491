package dev.trestle.e2e.client;

import static dev.trestle.e2e.client.RunningService.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trestle.client.Answered;
import dev.trestle.client.Client;
import dev.trestle.client.ClientException;
import dev.trestle.client.Content;
import dev.trestle.client.FormData;
import dev.trestle.client.Received;
import dev.trestle.client.ServerEvent;
import dev.trestle.client.Upload;
import dev.trestle.e2e.Processes;
import dev.trestle.service.client.ApiConfigExampleClient;
import dev.trestle.service.client.ApiDataClient;
import dev.trestle.service.client.ApiDocsSlugClient;
import dev.trestle.service.client.ApiEventsClient;
import dev.trestle.service.client.ApiExportPostsClient;
import dev.trestle.service.client.ApiHelloClient;
import dev.trestle.service.client.ApiLegacyClient;
import dev.trestle.service.client.ApiLoginClient;
import dev.trestle.service.client.ApiLoginClient.Login;
import dev.trestle.service.client.ApiLogoutClient;
import dev.trestle.service.client.ApiPostsClient;
import dev.trestle.service.client.ApiProtectedClient;
import dev.trestle.service.client.ApiPublicClient;
import dev.trestle.service.client.ApiSignupClient;
import dev.trestle.service.client.ApiSignupClient.SignUp;
import dev.trestle.service.client.ApiStreamClient;
import dev.trestle.service.client.ApiTransferClient;
import dev.trestle.service.client.ApiTransferClient.Order;
import dev.trestle.service.client.ApiTransferClient.Transfer;
import dev.trestle.service.client.ApiUploadClient;
import dev.trestle.service.client.ApiUploadsNameClient;
import dev.trestle.service.client.NewPost;
import dev.trestle.service.client.Post;
import dev.trestle.service.client.PostFeedEvent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All other routes, by their generated clients. */
class OtherRoutesTest {
  @RegisterExtension static final RunningService service = new RunningService();

  private final Client client = service.client();

  @Test
  void plainRoutesAnswerRecords() {
    assertThat(ApiHelloClient.over(client).get().message()).isEqualTo("Hello");
    assertThat(ApiPublicClient.over(client).get().message()).isEqualTo("Public data");
    assertThat(ApiPublicClient.over(client).post(new ApiPublicClient.Message("ü")).message())
        .isEqualTo("Received: ü");
    assertThat(ApiDocsSlugClient.over(client).get(List.of("a/b", "c d")).slug())
        .containsExactly("a/b", "c d");
    assertThat(ApiDataClient.over(client).get().users()).isGreaterThanOrEqualTo(10_000);
  }

  @Test
  void whatIsKeptIsTheSameUntilItExpires() {
    ApiConfigExampleClient config = ApiConfigExampleClient.over(client);
    ApiConfigExampleClient.Config kept = config.get();

    assertThat(config.get()).isEqualTo(kept);
    config.post();
    assertThat(config.get().at()).isAfter(kept.at());
  }

  @Test
  void whatIsUnchangedIsNotSentAgain() {
    Answered<ApiDataClient.Data> data = client.answered(c -> ApiDataClient.over(c).get());
    ApiDataClient known =
        ApiDataClient.over(client.withHeader("If-None-Match", data.etag().orElseThrow()));

    assertThat(catchThrowableOfType(ClientException.class, known::get).status()).isEqualTo(304);
  }

  @Test
  void moneyIsTransferredOnceUnderAKey() {
    ApiTransferClient transfer =
        ApiTransferClient.over(
            client.withHeader("Idempotency-Key", "\"" + UUID.randomUUID() + "\""));
    Order order = new Order(user(21), user(22), 100);

    Transfer done = transfer.post(order);

    assertThat(done.sender().balance()).isEqualTo(999_900);
    assertThat(done.receiver().balance()).isEqualTo(1_000_100);
    assertThat(transfer.post(order)).isEqualTo(done);
    assertThat(
            catchThrowableOfType(
                ClientException.class, () -> transfer.post(new Order(user(21), user(22), 101))))
        .hasMessageStartingWith("POST /api/transfer answered 422: Idempotency-Key came with");
  }

  @Test
  void fundsThatAreNotThereAreNotTransferred() {
    ClientException e =
        catchThrowableOfType(
            ClientException.class,
            () -> ApiTransferClient.over(client).post(new Order(user(23), user(24), 1_000_001)));

    assertThat(e.status()).isEqualTo(400);
    assertThat(e.error()).isEqualTo("Insufficient funds");
  }

  @Test
  void aSessionLivesInTheCookiesOfTheHttpClient() {
    ApiProtectedClient inside = ApiProtectedClient.over(client);
    ApiSignupClient.over(client).post(new SignUp("ida@example.org", "Ida", "correct horse"));
    assertThat(catchThrowableOfType(ClientException.class, inside::get))
        .hasMessage("GET /api/protected answered 401: Unauthorized");

    Login login = new Login("ida@example.org", "correct horse");
    ApiLoginClient.over(client).post(login);

    assertThat(inside.get().user().name()).isEqualTo("Ida");
    assertThat(login).hasToString("Login");
    ApiLogoutClient.over(client).post();
    assertThat(catchThrowableOfType(ClientException.class, inside::get).status()).isEqualTo(401);
  }

  @Test
  void aFileIsUploadedAndReadAgain() {
    byte[] file = "some text\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    String url =
        ApiUploadClient.over(client)
            .post(FormData.of().with("file", Upload.of("notes.txt", file)))
            .url();

    try (Received read =
        ApiUploadsNameClient.over(client).get(url.substring("/api/uploads/".length()))) {
      assertThat(read.header("Content-Type").orElseThrow()).startsWith("text/plain");
      assertThat(read.bytes()).isEqualTo(file);
    }
  }

  @Test
  void anExportIsReadWhileItComesAsRecordsOrAsCsv() throws Exception {
    try (Stream<Post> all = ApiExportPostsClient.over(client).get()) {
      assertThat(all.limit(1_000).map(Post::title)).hasSize(1_000).doesNotContainNull();
    }
    try (Received csv = ApiExportPostsClient.over(client).getAsCsv();
        BufferedReader lines = new BufferedReader(new InputStreamReader(csv.stream()))) {
      assertThat(csv.header("Content-Type").orElseThrow()).startsWith("text/csv");
      assertThat(lines.readLine()).isEqualTo("id,title,content,published,authorId,createdAt");
    }
  }

  @Test
  void eventsTellOfWhatOthersDo() throws Exception {
    Set<UUID> made = ConcurrentHashMap.newKeySet();
    AtomicBoolean came = new AtomicBoolean();
    try (Stream<ServerEvent<PostFeedEvent>> stream = ApiEventsClient.over(client).get()) {
      // Until one is told of: the service may listen only after it has begun to answer.
      Thread writer = Thread.ofVirtual().start(() -> write(made, came));

      ServerEvent<PostFeedEvent> event = stream.iterator().next();
      came.set(true);
      writer.join();

      assertThat(event.name()).isEqualTo("created");
      assertThat(event.value().ids()).isNotEmpty().allMatch(made::contains);
      assertThat(event.id()).contains(String.valueOf(event.value().event()));
    }
  }

  private void write(Set<UUID> made, AtomicBoolean enough) {
    ApiPostsClient posts = ApiPostsClient.over(client);
    while (!enough.get()) {
      made.add(posts.post(new NewPost("News", null, true, user(25))).id());
    }
  }

  @Test
  void aStreamIsReadLineByLine() throws Exception {
    try (Received stream = ApiStreamClient.over(client).get();
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream.stream()))) {
      assertThat(lines.readLine()).isEqualTo("Line 0");
    }
  }

  @Test
  void whatIsNotTypedIsGivenByHand() {
    ApiLegacyClient legacy = ApiLegacyClient.over(client);

    assertThat(legacy.with(c -> c.withQuery("name", "Ada")).get().hello()).isEqualTo("Ada");
    assertThat(legacy.post(Content.text("application/json", "{\"name\":\"Ida\"}")).hello())
        .isEqualTo("Ida");
    assertThat(catchThrowableOfType(ClientException.class, legacy::delete))
        .hasMessage("DELETE /api/legacy answered 405: Method not allowed");
  }

  @Test
  void anApplicationThatHasNothingOfTheServerCallsTheService() throws Exception {
    Process tour = service.caller(Tour.class);
    CompletableFuture<String> out = Processes.text(tour.getInputStream());
    CompletableFuture<String> err = Processes.text(tour.getErrorStream());

    assertThat(tour.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(err.get()).isEmpty();
    assertThat(out.get().lines())
        .containsExactly(
            "org.jooq.DSLContext is not there",
            "io.javalin.Javalin is not there",
            "dev.trestle.Trestle is not there",
            "Ada, 2",
            "404 Account not found",
            "3");
  }
}
