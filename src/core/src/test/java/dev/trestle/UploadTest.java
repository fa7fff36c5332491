package dev.trestle;

import static dev.trestle.Multiparts.file;
import static dev.trestle.Multiparts.multipart;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Call;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** U2: where the files of a form are, and for how long. */
class UploadTest {
  private static final int LIMIT = 3 << 20;

  @TempDir private static Path kept;

  @RegisterExtension static final Uploads uploads = new Uploads();

  @RegisterExtension
  static final Served http =
      Served.with(
          UploadTest::routes,
          app -> app.http(http -> http.bodyLimit(LIMIT).uploads(uploads.folder())));

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/disk", "Disk").on(Verb.POST, UploadTest::disk),
        RouteDefinition.at("/keep", "Keep").on(Verb.POST, UploadTest::keep),
        RouteDefinition.at("/replace", "Replace").on(Verb.POST, UploadTest::replace),
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

  /** Tells what lies on the disk while the function runs. */
  private static Response disk(Call call) throws IOException {
    List<String> found = new ArrayList<>();
    call.formData();
    for (Path file : uploads.files()) {
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

  private static Response replace(Call call) throws IOException {
    Upload upload = call.form().upload("f");
    Path target = kept.resolve(upload.fileName());
    assertThatThrownBy(() -> upload.moveTo(target)).isInstanceOf(FileAlreadyExistsException.class);
    upload.moveTo(target, StandardCopyOption.REPLACE_EXISTING);
    return Response.noContent();
  }

  @Test
  void smallFilesStayInMemoryAndLargeOnesGoToFilesThatOnlyTheOwnerReads() { // U2
    assertThat(multipart(http, "/disk", file("a", 100_000), file("b", 100_000)).body())
        .isEqualTo("[]");
    assertThat(multipart(http, "/disk", file("a", 200_000), file("b", 1_000_000)).body())
        .isEqualTo("[\"1000000 rw-------\"]");
  }

  @Test
  void aFileCanBeKeptAndNeverTakesThePlaceOfAnother() throws IOException { // U2
    for (int size : new int[] {3, 1_000_000}) {
      Path target = kept.resolve("kept" + size);

      assertThat(multipart(http, "/keep", file("kept" + size, size)).body()).isEqualTo("" + size);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 1_000_000})
  void aFileIsMovedOverAnotherOnlyWhenTold(int size) throws IOException {
    Path target = Files.writeString(kept.resolve("taken" + size), "taken");

    assertThat(multipart(http, "/replace", file("taken" + size, size)).status()).isEqualTo(204);
    assertThat(target).hasSize(size);
  }

  @Test
  void aFileIsReadIntoMemoryOnlyUpToItsBound() {
    assertThat(multipart(http, "/bytes", file("a", 10)).body()).isEqualTo("x".repeat(10));
    assertThat(multipart(http, "/bytes", file("a.txt", 11)).body())
        .isEqualTo("{\"error\":\"The file a.txt is larger than 10 bytes\"}");
  }

  @Test
  void aFileIsThereUntilTheEndOfAStreamAndNotLonger() { // U2
    RawHttp.Answer answer = multipart(http, "/stream", file("a", 1_000_000));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("x".repeat(10_000));
  }

  @ParameterizedTest
  @CsvSource({"/fail, 409", "/nowhere, 404", "/bytes, 413"})
  void aRefusedRequestLeavesNoFile(String path, int status) { // U2
    assertThat(multipart(http, path, file("a", 1_000_000)).status()).isEqualTo(status);
  }

  @Test
  void aDirectoryThatIsNotThereIsRefusedAtStart() {
    TrestleBuilder builder =
        Trestle.of(UploadTest::routes).port(0).http(http -> http.uploads(Path.of("/not/there")));

    assertThatThrownBy(builder::start)
        .isInstanceOf(StartException.class)
        .hasMessage("Uploads cannot be stored in /not/there; create it, and let the server write.");
  }
}
