package dev.trestle.internal.compress;

import static dev.trestle.fuzz.Oracle.that;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.internal.conditional.EntityTags;
import dev.trestle.internal.error.Problems;
import dev.trestle.internal.files.ByteRange;
import dev.trestle.internal.json.Json;
import dev.trestle.internal.proxy.Address;
import dev.trestle.internal.request.RequestId;
import java.util.List;
import java.util.Optional;

/** Headers whose value is a language of its own: nothing in them is a failure. */
public final class HeaderFuzz {
  private static final Problems PROBLEMS = new Problems(new Json(Json.defaults().build()));
  private static final HttpError ERROR = HttpError.notFound("Not found");

  private HeaderFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    String value = new String(data, ISO_8859_1);
    Response answer = PROBLEMS.answer(ERROR, value, "1");
    that(answer.status() == 404);
    AcceptedEncodings.gzip(List.of(value));
    EntityTags.single(value);
    Address.parse(value);
    that(RequestId.of(Optional.of(value)).matches("[A-Za-z0-9._-]{1,64}"));
    ByteRange.parse(value, 100)
        .ifPresent(part ->
            that(part.length() >= 0 && part.first() >= 0 && part.first() + part.length() <= 100));
    that(ByteRange.parse(value, 0).stream().allMatch(part -> part.length() == 0));
  }
}
