package dev.trestle.service.attack;

import static dev.trestle.Verb.GET;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.inline;

import dev.trestle.service.Main;
import dev.trestle.service.parts.Pace;
import dev.trestle.service.parts.Passwords;
import dev.trestle.service.parts.Uploads;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every function of the service, with what attackers send in every place: no answer is a failure or
 * tells what is inside, no statement holds what was sent, no log has a line that nobody wrote, and
 * nobody else's rows change. A new function has to be added to {@link Specimens}.
 */
class AttackTest {
  private static final int CLIENTS = 4;

  /** Nothing of this is for clients; no payload has any of it. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "org\\.postgresql|org\\.jooq|org\\.eclipse|tools\\.jackson|dev\\.trestle|java\\.(lang|util|io)"
              + "|javax?\\.|SQLSTATE|PSQLException|\\bat [a-z]+\\.|\\$2a\\$|syntax error|pg_catalog"
              + "|select \"|insert into \"");

  private static final Pattern LOG_LINE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ (INFO|WARN) dev\\.trestle(\\.\\w+)* - .*");

  /** What would end a line, or move the cursor of who reads it. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202e]");

  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Accept-Encoding",
          "Content-Type",
          "Content-Encoding",
          "Cookie",
          "Authorization",
          "If-Match",
          "If-None-Match",
          "If-Modified-Since",
          "If-Unmodified-Since",
          "Range",
          "If-Range",
          "Idempotency-Key",
          "Last-Event-ID",
          "Origin",
          "Access-Control-Request-Method",
          "Access-Control-Request-Headers",
          "Forwarded",
          "X-Forwarded-Proto",
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Request-Id",
          "X-HTTP-Method-Override",
          "Expect",
          "Referer",
          "User-Agent");

  /** Several of one request. */
  private static final List<String> TOGETHER =
      List.of("Accept", "Cookie", "If-Match", "Range", "X-Request-Id", "Forwarded");

  @TempDir static Path directory;

  @RegisterExtension
  static final TestApp app =
      TestApp.of(
          TestDatabase.migrated("classpath:db/migration"),
          () ->
              Main.service()
                  .http(http -> http.trustedProxies("127.0.0.1"))
                  .provide(Pace.class, () -> {})
                  .provide(Passwords.class, Passwords.ofCost(4))
                  .provide(Uploads.class, Uploads.in(directory.resolve("kept"))));

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
  private static final Queue<Throwable> FAILED = new ConcurrentLinkedQueue<>();
  private static final PrintStream BEFORE = System.err;

  private static Wire wire;

  @BeforeAll
  static void begin() {
    wire = new Wire(app.url());
    System.setErr(new PrintStream(LOG, true, UTF_8));
  }

  @AfterAll
  static void restore() {
    System.setErr(BEFORE);
  }

  /** Also those that a request of a test before has rightly deleted. */
  @BeforeEach
  void thereAreRows() {
    app.db()
        .execute(
            "insert into users (id, email, name, password_hash) select ('00000000-0000-4000-8000-'"
                + " || lpad(to_hex(n), 12, '0'))::uuid, n || '@x.org', 'N' || n, '$2a$04$' ||"
                + " repeat('.', 53) from generate_series(1, 200) n on conflict do nothing");
    app.db()
        .execute(
            "insert into posts (id, title, content, author_id) select"
                + " ('00000000-0000-4000-9000-' || right(id::text, 12))::uuid, name, 'C', id from"
                + " users where id::text < '00000000-0000-4000-9' on conflict do nothing");
    app.db()
        .execute(
            "insert into accounts (user_id, balance) select id, 1000000 from users where email like"
                + " '%@x.org' on conflict do nothing");
    // Who has given money cannot be deleted.
    app.db()
        .execute(
            "insert into transactions (from_user_id, to_user_id, amount, status) values ({0}::uuid,"
                + " {1}::uuid, 1, 'completed')",
            inline(Specimens.ABOUT), inline(Specimens.OTHER));
    FAILED.clear();
    LOG.reset();
    app.statements().clear();
  }

  @Test
  void everyFunctionOfTheServiceIsAttacked() {
    assertThat(Specimens.all().stream().map(Specimen::function).distinct())
        .containsExactlyInAnyOrderElementsOf(Specimens.functions());
  }

  @Test
  void aSpecimenIsARequestThatItsFunctionTakes() throws Exception {
    List<Specimen> plain = Specimens.all().stream().map(Specimen::plain).toList();

    for (Specimen specimen : plain) {
      int status = send(specimen, List.of()).status();
      boolean refused = // Who is not logged in, what is not there, what no style of handler takes.
          status < 500
              && (specimen.path().matches("/api/(login|protected|legacy|uploads/.*)")
                  || specimen.verb().equals("DELETE") && status == 412);
      assertThat(status).as(specimen.toString()).matches(it -> it >= 200 && it < 400 || refused);
    }
  }

  @Test
  void nothingInAUrlReachesAStatementOrTheInside() throws Exception {
    List<Specimen> attacks = new ArrayList<>();
    for (Specimen specimen : Specimens.all()) {
      Stream.concat(Payloads.texts().stream().map(Payloads::percent), Payloads.encoded().stream())
          .map(AttackTest::bytes)
          .flatMap(piece ->
              Stream.concat(
                  specimen.withInUrl(piece).stream(),
                  Stream.of(specimen.plain().withQuery("x=" + piece + "&" + piece + "=x"))))
          .forEach(attacks::add);
    }

    run(attacks.stream().<Runnable>map(it -> () -> judge(it, List.of())).toList());
  }

  @Test
  void nothingInAHeaderReachesAStatementOrTheInside() throws Exception {
    List<Runnable> requests = new ArrayList<>();
    List<String> payloads =
        Stream.concat(
                Payloads.texts().stream().map(Payloads::headerValue),
                Payloads.encoded().stream().map(AttackTest::bytes))
            .filter(text -> text.length() < 1000)
            .toList();
    int shift = 0;
    for (Specimen specimen : Specimens.all()) {
      Specimen plain = specimen.plain();
      shift++;
      for (int i = 0; i < payloads.size(); i++) {
        String payload = payloads.get(i);
        String header = HEADERS.get((i + shift) % HEADERS.size()) + ": " + payload;
        requests.add(
            (i + shift) % 2 == 0
                ? () -> judge(plain, List.of(header, "Cookie: token=" + payload + "; a=b"))
                : () -> judge(plain, TOGETHER.stream().map(it -> it + ": " + payload).toList()));
      }
    }

    run(requests);
  }

  @Test
  void nothingInABodyReachesAStatementOrTheInsideAndWhatIsKeptIsWhatWasSent() throws Exception {
    List<Runnable> requests = new ArrayList<>();
    for (Specimen specimen : Specimens.all()) {
      boolean json = specimen.type().equals("application/json");
      for (String text : Payloads.texts()) {
        for (Specimen attack : specimen.withInBody(json ? Payloads.quoted(text) : text)) {
          requests.add(() -> keptAsSent(attack, judge(attack, List.of())));
        }
      }
      for (String value : json ? Payloads.json() : List.<String>of()) {
        specimen.withInBody(value).forEach(attack -> requests.add(() -> judge(attack, List.of())));
        requests.add(() -> judge(specimen.withBody(value), List.of()));
      }
    }

    run(requests);
  }

  @Test
  void whatFillsABodyIsAnsweredLikeAnythingElse() throws Exception {
    List<Runnable> requests = new ArrayList<>();
    for (Specimen specimen : Specimens.all()) {
      for (String value : specimen.body().isEmpty() ? List.<String>of() : Payloads.huge()) {
        specimen.withInBody(value).stream()
            .limit(1)
            .forEach(attack -> requests.add(() -> judge(attack, List.of())));
        requests.add(() -> judge(specimen.withBody(value), List.of()));
      }
    }

    run(requests);
  }

  /** Sends all of it, and looks at what is there afterwards. */
  private static void run(List<Runnable> requests) throws Exception {
    List<String> rows = rowsOfOthers();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<?> done :
          requests.stream().map(AttackTest::attempt).map(clients::submit).toList()) {
        done.get();
      }
    }
    assertThat(FAILED.stream().limit(20)).isEmpty();
    assertThat(requests).hasSizeGreaterThan(100);
    app.call(GET, "/api/hello").expect(200);
    assertThat(app.statements().statements())
        .isNotEmpty()
        .noneMatch(it -> it.contains(Payloads.MARK));
    assertThat(LOG.toString(UTF_8).lines())
        .allMatch(line -> LOG_LINE.matcher(line).matches())
        .noneMatch(line -> CONTROL.matcher(line).find())
        .noneMatch(line -> line.contains(Specimens.SECRET));
    assertThat(rowsOfOthers()).isEqualTo(rows);
    assertThat(files()).allMatch(name -> name.matches("[0-9a-f]{32}\\.[a-z]{3,4}"));
  }

  private static Runnable attempt(Runnable request) {
    return () -> {
      try {
        request.run();
      } catch (AssertionError | RuntimeException e) {
        FAILED.add(e);
      }
    };
  }

  private static Wire.Answer judge(Specimen specimen, List<String> headers) {
    Wire.Answer answer = send(specimen, headers);
    String request = specimen.verb() + " " + specimen.target() + " " + headers;
    String shown = request.length() > 300 ? request.substring(0, 300) : request;
    assertThat(answer.status()).as(shown + "\n" + answer.all()).isBetween(200, 499);
    assertThat(answer.all()).as(shown).doesNotContainPattern(INSIDE);
    assertThat(answer.all()).as(shown).doesNotContain(Specimens.SECRET);
    assertThat(answer.head()).as(shown).doesNotContain("\nX-Injected");
    assertThat(answer.body()).as(shown).doesNotContain("HTTP/1.1 ");
    return answer;
  }

  /** Where an answer has a property of what was sent, it is the same. */
  private static void keptAsSent(Specimen specimen, Wire.Answer answer) {
    if (answer.status() > 201 || !specimen.type().equals("application/json")) {
      return;
    }
    JsonNode sent = JsonMapper.shared().readTree(specimen.body());
    JsonNode kept = JsonMapper.shared().readTree(answer.body());
    for (String name : sent.propertyNames()) {
      if (kept.path(name).isString()) {
        assertThat(kept.get(name).asString())
            .as(name)
            .endsWith(sent.get(name).asString().replace("NEW@example.org", ""));
      }
    }
  }

  private static Wire.Answer send(Specimen specimen, List<String> headers) {
    int count = COUNT.incrementAndGet();
    List<String> all = new ArrayList<>(headers);
    // Another client each time, whom no rate limits, and who tells nobody his key.
    all.add("X-Forwarded-For: 10.%d.%d.%d".formatted(count >> 16, count >> 8 & 255, count & 255));
    all.add("X-Api-Key: " + Specimens.SECRET);
    if (!specimen.type().isEmpty()) {
      all.add("Content-Type: " + specimen.type());
    }
    if (specimen.verb().equals("DELETE")) {
      all.add("If-Match: \"0\"");
    }
    String line = specimen.verb() + " " + specimen.target() + " HTTP/1.1";
    String body = specimen.body().replace("NEW@", "new" + count + "@");
    return wire.send(line, all, body.getBytes(UTF_8), !specimen.path().equals("/api/events"));
  }

  /** In a request line or a header each character is a byte. */
  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** All that no request is about: rows of others, and what the database is made of. */
  private static List<String> rowsOfOthers() {
    return Stream.of(
            "select md5(string_agg(u::text, ',' order by id)) from users u where email like '%@x.org'"
                + " and id not in ({0}::uuid, {1}::uuid)",
            "select md5(string_agg(p::text, ',' order by p.id)) from posts p join users u on u.id ="
                + " p.author_id where email like '%@x.org' and u.id not in ({0}::uuid, {1}::uuid)",
            "select md5(string_agg(a::text, ',' order by a.id)) from accounts a where user_id not in"
                + " ({0}::uuid, {1}::uuid)",
            "select string_agg(relname, ',' order by relname) from pg_class where relnamespace ="
                + " 'public'::regnamespace",
            "select sum(balance)::text from accounts",
            "select count(*)::text from pg_roles")
        .map(sql -> app.db().fetchValue(sql, inline(Specimens.ABOUT), inline(Specimens.OTHER)))
        .map(String::valueOf)
        .toList();
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }
}
