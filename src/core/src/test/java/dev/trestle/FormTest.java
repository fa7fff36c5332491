package dev.trestle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Call;
import dev.trestle.spi.FormReader;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms and uploads over a raw socket. R45, R47, U2. */
class FormTest {
  private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=XX";
  private static final String URL_ENCODED = "Content-Type: application/x-www-form-urlencoded";
  private static final int LIMIT = 3 << 20;

  record Signup(String email, int age, Optional<Integer> size, List<String> tag, Upload photo) {}

  @TempDir private static Path uploads;
  @TempDir private static Path kept;
  private static Trestle app;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    app =
        Trestle.of(FormTest::routes)
            .port(0)
            .http(http -> http.bodyLimit(LIMIT).uploads(uploads))
            .start();
    http = new RawHttp(app.port());
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @AfterEach
  void noFileIsLeft() throws IOException {
    assertThat(files(uploads)).isEmpty();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/list", "List").on(Verb.POST, call -> list(call.formData())),
        RouteDefinition.at("/signup", "Signup").on(Verb.POST, FormTest::signup),
        RouteDefinition.at("/twice", "Twice")
            .on(Verb.POST, call -> Response.json(call.formData() == call.formData())),
        RouteDefinition.at("/raw", "Raw")
            .on(
                Verb.POST,
                call -> {
                  call.formData();
                  return Response.text(call.request().text());
                }),
        RouteDefinition.at("/disk", "Disk").on(Verb.POST, FormTest::disk),
        RouteDefinition.at("/keep", "Keep").on(Verb.POST, FormTest::keep),
        RouteDefinition.at("/bytes", "Bytes")
            .on(
                Verb.POST,
                call -> Response.text(new String(call.form().upload("f").bytes(10), UTF_8))),
        RouteDefinition.at("/stream", "Stream")
            .on(
                Verb.POST,
                call -> {
                  Upload upload = call.form().upload("f");
                  return Response.stream(
                      "text/plain",
                      out -> {
                        try (var in = upload.stream()) {
                          in.transferTo(out);
                        }
                      });
                }),
        RouteDefinition.at("/fail", "Fail")
            .on(
                Verb.POST,
                call -> {
                  call.form();
                  throw HttpError.conflict("No");
                }));
  }

  private static Response list(FormData form) {
    return Response.text(
        form.entries().stream()
            .map(entry ->
                switch (entry) {
                  case FormData.Field field -> field.name() + "=" + field.value();
                  case FormData.File(String name, Upload file) ->
                      name
                          + ": "
                          + file.name()
                          + " | "
                          + file.fileName()
                          + " | "
                          + file.contentType()
                          + " | "
                          + file.size();
                })
            .collect(Collectors.joining("\n")));
  }

  private static Response signup(Call call) {
    FormReader form = call.form();
    var email = form.required("email", Parser.STRING);
    var age = form.required("age", Parser.INTEGER);
    var size = form.optional("size", Parser.INTEGER);
    var tag = form.all("tag", Parser.STRING);
    var photo = form.upload("photo");
    Signup signup = form.make(() -> new Signup(email, age, size, tag, photo));
    return Response.text(signup.toString());
  }

  /** Tells what lies on the disk while the function runs. */
  private static Response disk(Call call) throws IOException {
    List<String> found = new ArrayList<>();
    call.formData();
    for (Path file : files(uploads)) {
      found.add(
          Files.size(file)
              + " "
              + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    return Response.json(found);
  }

  private static Response keep(Call call) throws IOException {
    Upload upload = call.form().upload("f");
    Path target = kept.resolve(upload.fileName());
    upload.moveTo(target);
    assertThatThrownBy(() -> upload.moveTo(kept.resolve("second")))
        .isInstanceOf(IllegalStateException.class);
    try (var in = upload.stream()) {
      assertThat(in.readAllBytes()).hasSize((int) upload.size());
    }
    return Response.json(Files.size(target));
  }

  private static String part(String headers, String content) {
    return "--XX\r\nContent-Disposition: form-data; " + headers + "\r\n\r\n" + content + "\r\n";
  }

  private static String file(String name, int size) {
    return part("name=\"f\"; filename=\"" + name + "\"", "x".repeat(size));
  }

  private static RawHttp.Answer multipart(String path, String... parts) {
    return http.sendBody("POST", path, String.join("", parts) + "--XX--\r\n", MULTIPART);
  }

  @Test
  void fieldsAndFilesKeepTheirOrderAndRepeats() { // R45
    assertThat(
            multipart(
                    "/list",
                    part("name=\"a\"", "1"),
                    part("name=\"f\"; filename=\"t é.txt\"\r\nContent-Type: image/png", "12345"),
                    part("name=\"a\"", "2"),
                    part("name=\"f\"; filename=\"\"\r\nContent-Type: application/octet-stream", ""),
                    part("name=\"f\"; filename=\"../../etc/passwd\"", "x"))
                .body())
        .isEqualTo(
            """
            a=1
            f: t é.txt | t é.txt | image/png | 5
            a=2
            f:  | file | application/octet-stream | 0
            f: ../../etc/passwd | passwd | text/plain | 1\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "filename=\"a%22b%0D%0A.txt\" # a\"b\\r\\n.txt",
        "filename=\"a\\\"b.txt\" # a\"b.txt",
        "filename=\"C:\\dir\\b.txt\" # C:\\dir\\b.txt",
        "filename=plain.txt # plain.txt",
        "filename=\"a;b=c.txt\" # a;b=c.txt",
        "filename=\"ascii\"; filename*=UTF-8''%e2%82%ac+1.txt # €+1.txt",
        "filename*=nonsense; filename=\"a\" # a",
      })
  void theNameOfAFileIsReadAsItsClientWroteIt(String parameter, String name) { // R45
    String unescaped = name.replace("\\r", "\r").replace("\\n", "\n");

    assertThat(multipart("/list", part("name=f; " + parameter, "")).body())
        .startsWith("f: " + unescaped + " | ");
  }

  @Test
  void urlEncodedFieldsKeepTheirOrderAndRepeats() {
    assertThat(http.sendBody("POST", "/list", "a=1+2&b=%C3%A9&a=3&&c&=d", URL_ENCODED).body())
        .isEqualTo("a=1 2\nb=é\na=3\nc=\n=d");
    assertThat(http.sendBody("POST", "/list", "a=%ff", URL_ENCODED + "; charset=UTF-8").body())
        .isEqualTo("a=\uFFFD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {} | 415 | The body is application/json; send multipart/form-data or"
            + " application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=iso-8859-1 | a=1 | 415 | A form is UTF-8; leave"
            + " the charset out",
        "application/x-www-form-urlencoded | a=%zz | 400 | The form holds a '%' that starts no"
            + " escape; write it as %25",
        "multipart/form-data | --XX-- | 400 | The Content-Type of the form has no boundary of 1 to"
            + " 70 characters",
        "multipart/form-data; boundary=XX | '' | 400 | The form ends before the last boundary",
        "multipart/form-data; boundary=XX | a=1 | 400 | The form ends before the last boundary",
      })
  void whatIsNoFormIsRefusedWithAReason(String type, String body, int status, String message) {
    RawHttp.Answer answer = http.sendBody("POST", "/list", body, "Content-Type: " + type); // R47

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}");
  }

  @Test
  void aBodyWithoutATypeIsNoForm() { // R47
    assertThat(http.sendBody("POST", "/list", "a=1").body())
        .isEqualTo(
            "{\"error\":\"The body has no Content-Type; send multipart/form-data or"
                + " application/x-www-form-urlencoded\"}");
  }

  @Test
  void aTruncatedFormIs400AndLeavesNoFile() { // R47
    String cut = file("a", 1 << 20) + part("name=\"a\"", "1");

    RawHttp.Answer answer = http.sendBody("POST", "/list", cut, MULTIPART);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"The form ends before the last boundary\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Disposition: attachment; name=a | 400 | Part 1 of the form has no"
            + " Content-Disposition: form-data with a name",
        "X: y | 400 | Part 1 of the form has no Content-Disposition: form-data with a name",
        "Content-Disposition: form-data | 400 | Part 1 of the form has no Content-Disposition:"
            + " form-data with a name",
        "Content-Disposition: form-data; name=LONG1001 | 400 | The name of part 1 is longer than 1000"
            + " characters",
        "X: LONG9000 | 400 | The headers of part 1 are longer than 8192 bytes",
        "nocolon | 400 | The form does not follow the rules of multipart",
        "Content-Disposition: form-data; name=a~Content-Type: text/plain; charset=x-no | 415 | The"
            + " charset of the field a is not known; send UTF-8",
      })
  void aMalformedPartIsNamed(String headers, int status, String message) {
    String sent =
        headers
            .replace("LONG1001", "x".repeat(1001))
            .replace("LONG9000", "x".repeat(9000))
            .replace("~", "\r\n");

    RawHttp.Answer answer =
        http.sendBody("POST", "/list", "--XX\r\n" + sent + "\r\n\r\nv\r\n--XX--\r\n", MULTIPART);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}");
  }

  @Test
  void partsAndTextsAreBounded() {
    RawHttp.Answer parts = multipart("/list", part("name=a", "").repeat(1001));
    RawHttp.Answer texts = multipart("/list", part("name=a", "x".repeat(600_000)).repeat(2));
    RawHttp.Answer fields = http.sendBody("POST", "/list", "a&".repeat(1001), URL_ENCODED);

    assertThat(parts.body()).isEqualTo("{\"error\":\"The form has more than 1000 parts\"}");
    assertThat(texts.body())
        .isEqualTo("{\"error\":\"The texts of the form are together longer than 1048576 bytes\"}");
    assertThat(fields.body()).isEqualTo("{\"error\":\"The form has more than 1000 fields\"}");
    assertThat(Stream.of(parts, texts, fields).map(RawHttp.Answer::status)).containsOnly(413);
    assertThat(multipart("/list", part("name=a", "").repeat(1000)).status()).isEqualTo(200);
  }

  @Test
  void aFormIsReadIntoItsTypes() {
    assertThat(
            multipart(
                    "/signup",
                    part("name=email", "a@b"),
                    part("name=age", "3"),
                    part("name=size", ""),
                    part("name=tag", "x"),
                    part("name=tag", "y"),
                    part("name=photo; filename=p.png", "12"))
                .body())
        .isEqualTo(
            "Signup[email=a@b, age=3, size=Optional.empty, tag=[x, y], photo=p.png (2 bytes)]");
  }

  @Test
  void everythingWrongWithAFormIsReportedTogether() {
    RawHttp.Answer answer =
        multipart(
            "/signup",
            part("name=age", "x"),
            part("name=size", "y"),
            part("name=photo; filename=\"\"", ""));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"email\":\"is required\"")
        .contains("\"age\":\"must be an integer")
        .contains("\"size\":\"must be an integer")
        .contains("\"photo\":\"is required\"");
  }

  @Test
  void aFormIsReadOnceAndTheBodyIsGoneThen() {
    assertThat(multipart("/twice", part("name=a", "")).body()).isEqualTo("true");
    assertThat(http.sendBody("POST", "/raw", "a=1", URL_ENCODED).body()).isEqualTo("a=1");
  }

  @Test
  void smallFilesStayInMemoryAndLargeOnesGoToFilesThatOnlyTheOwnerReads() { // U2
    assertThat(multipart("/disk", file("a", 100_000), file("b", 100_000)).body()).isEqualTo("[]");
    assertThat(multipart("/disk", file("a", 200_000), file("b", 1_000_000)).body())
        .isEqualTo("[\"1000000 rw-------\"]");
  }

  @Test
  void aFileCanBeKeptAndNeverTakesThePlaceOfAnother() throws IOException { // U2
    for (int size : new int[] {3, 1_000_000}) {
      Path target = kept.resolve("kept" + size);

      assertThat(multipart("/keep", file("kept" + size, size)).body()).isEqualTo("" + size);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 1_000_000})
  void aFileIsMovedOverAnotherOnlyWhenTold(int size) throws IOException {
    Path target = Files.writeString(kept.resolve("taken" + size), "taken");
    List<Throwable> thrown = new ArrayList<>();
    try (Trestle own =
        Trestle.of(() ->
                List.of(
                    RouteDefinition.at("/", "Own")
                        .on(
                            Verb.POST,
                            call -> {
                              Upload upload = call.form().upload("f");
                              try {
                                upload.moveTo(target);
                              } catch (FileAlreadyExistsException e) {
                                thrown.add(e);
                              }
                              upload.moveTo(target, StandardCopyOption.REPLACE_EXISTING);
                              return Response.noContent();
                            })))
            .port(0)
            .http(http -> http.uploads(uploads))
            .start()) {
      new RawHttp(own.port()).sendBody("POST", "/", file("a", size) + "--XX--\r\n", MULTIPART);
    }

    assertThat(thrown).hasSize(1);
    assertThat(target).hasSize(size);
  }

  @Test
  void aFileIsReadIntoMemoryOnlyUpToItsBound() {
    assertThat(multipart("/bytes", file("a", 10)).body()).isEqualTo("x".repeat(10));
    assertThat(multipart("/bytes", file("a.txt", 11)).body())
        .isEqualTo("{\"error\":\"The file a.txt is larger than 10 bytes\"}");
  }

  @Test
  void aFileIsThereUntilTheEndOfAStreamAndNotLonger() { // U2
    RawHttp.Answer answer = multipart("/stream", file("a", 1_000_000));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("x".repeat(10_000));
  }

  @ParameterizedTest
  @CsvSource({"/fail, 409", "/nowhere, 404", "/bytes, 413"})
  void aRefusedRequestLeavesNoFile(String path, int status) { // U2
    assertThat(multipart(path, file("a", 1_000_000)).status()).isEqualTo(status);
  }

  @Test
  void aFormOverTheLimitIs413AndLeavesNoFile() { // R50, U2
    String parts = file("a", LIMIT);
    String chunked =
        "POST /list HTTP/1.1\r\nHost: t\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
            + MULTIPART
            + "\r\n\r\n"
            + Integer.toHexString(parts.length())
            + "\r\n"
            + parts
            + "\r\n0\r\n\r\n";

    assertThat(multipart("/list", parts).status()).isEqualTo(413);
    assertThat(http.raw(chunked).status()).isEqualTo(413);
  }

  @Test
  void aClientThatBreaksOffLeavesNoFile() throws IOException { // U2
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("POST /list HTTP/1.1", MULTIPART, "Content-Length: 3000000");
      connection.write(file("a", 1_000_000)).breakOff();

      assertThat(connection.answer().status()).isEqualTo(400);
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsRefusedAtStart() {
    TrestleBuilder builder =
        Trestle.of(FormTest::routes).port(0).http(http -> http.uploads(Path.of("/not/there")));

    assertThatThrownBy(builder::start)
        .isInstanceOf(StartException.class)
        .hasMessage("Uploads cannot be stored in /not/there; create it, and let the server write.");
  }
}
