package dev.trestle.internal.router;

import static dev.trestle.fuzz.Oracle.refusal;
import static dev.trestle.fuzz.Oracle.same;
import static dev.trestle.fuzz.Oracle.that;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Paths: {@link RequestPath}, beside the JDK's decoder. */
public final class PathFuzz {
  private PathFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    String sent = "/" + new String(data, UTF_8);
    if (refusal(() -> RequestPath.parse(sent)).isPresent()) {
      return;
    }
    RequestPath path = RequestPath.parse(sent);
    List<String> segments = path.segments();
    that(segments.stream().noneMatch(it -> it.isEmpty() || it.equals(".") || it.equals("..")));
    same(
        segments,
        Stream.of(sent.split("/"))
            .filter(raw -> !raw.isEmpty())
            .map(raw -> URLDecoder.decode(raw.replace("+", "%2B"), UTF_8))
            .toList());
    leadsToTheSame(path, path.slashRedirect());
    leadsToTheSame(path, path.strictRedirect());

    String written =
        segments.stream()
            .map(segment -> "/" + URLEncoder.encode(segment, UTF_8).replace("+", "%20"))
            .collect(Collectors.joining());
    same(RequestPath.parse(written.isEmpty() ? "/" : written).segments(), segments);
  }

  private static void leadsToTheSame(RequestPath path, Optional<String> redirect) {
    redirect.ifPresent(to -> {
      that(!to.startsWith("//"));
      same(RequestPath.parse(to).segments(), path.segments());
      that(RequestPath.parse(to).strictRedirect().isEmpty());
    });
  }
}
