package dev.trestle.internal.form;

import static dev.trestle.fuzz.Oracle.refusal;
import static dev.trestle.fuzz.Oracle.same;
import static dev.trestle.fuzz.Oracle.that;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trestle.FormData;
import dev.trestle.HttpError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Forms, of both types. The first byte says in pieces of which length a multipart one comes. */
public final class FormFuzz {
  private static final Path DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"));
  private static final String TYPE = "multipart/form-data; boundary=b";
  private static final Pattern SAFE = Pattern.compile("[^/\\\\\\p{Cntrl}<>:\"|?*]{1,121}(?<![. ])");
  private static final Pattern WRITABLE =
      Pattern.compile("(?s)(?!.*%(22|0D|0A))[^\\p{Cntrl}\uFFFD]*");

  private FormFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    refusal(() -> UrlEncoded.read(new String(data, UTF_8)));
    if (data.length == 0) {
      return;
    }
    byte[] body = new byte[data.length - 1];
    System.arraycopy(data, 1, body, 0, body.length);
    Optional<HttpError> whole = refusal(() -> read(body, body.length + 1));
    Optional<HttpError> pieces = refusal(() -> read(body, 1 + (data[0] & 0xff)));
    same(pieces.map(HttpError::status), whole.map(HttpError::status));
    if (whole.isPresent()) {
      return;
    }
    List<String> entries = read(body, body.length + 1);
    same(read(body, 1 + (data[0] & 0xff)), entries);
  }

  /** Each entry as a text, after a look at it. */
  private static List<String> read(byte[] body, int piece) {
    InputStream in =
        new ByteArrayInputStream(body) {
          @Override
          public int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, piece));
          }
        };
    List<String> entries = new ArrayList<>();
    try (SubmittedForm form = SubmittedForm.multipart(TYPE, in, DIRECTORY)) {
      that(form.entries().size() <= Multipart.MOST_PARTS);
      for (FormData.Entry entry : form.entries()) {
        switch (entry) {
          case FormData.Field field -> {
            entries.add(field.name() + "=" + field.value());
            writtenAgain(field);
          }
          case FormData.File file -> {
            String name = file.upload().fileName();
            that(SAFE.matcher(name).matches() && !name.startsWith("."));
            entries.add(file.name() + " " + file.upload().name() + " " + hex(file));
          }
        }
      }
    }
    return entries;
  }

  private static String hex(FormData.File file) {
    try (InputStream in = file.upload().stream()) {
      return HexFormat.of().formatHex(in.readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** As a browser writes it. */
  private static void writtenAgain(FormData.Field field) {
    boolean writable =
        WRITABLE.matcher(field.name()).matches()
            && field.value().indexOf('\uFFFD') < 0
            && !field.value().contains("--b");
    if (!writable) {
      return;
    }
    String name = field.name().replace("\\", "\\\\").replace("\"", "%22");
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n--b--\r\n"
            .formatted(name, field.value());
    try (SubmittedForm again =
        SubmittedForm.multipart(TYPE, new ByteArrayInputStream(form.getBytes(UTF_8)), DIRECTORY)) {
      same(again.entries(), List.of(field));
    }
  }
}
