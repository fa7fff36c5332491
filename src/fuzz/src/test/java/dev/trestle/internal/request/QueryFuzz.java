package dev.trestle.internal.request;

import static dev.trestle.fuzz.Oracle.refusal;
import static dev.trestle.fuzz.Oracle.same;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.MultiMap;
import org.eclipse.jetty.util.UrlEncoded;

/** Query strings: {@link QueryString}, beside Jetty's parser. */
public final class QueryFuzz {
  private QueryFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    String sent = new String(data, UTF_8);
    if (refusal(() -> QueryString.parse(sent)).isPresent()) {
      return;
    }
    QueryString query = QueryString.parse(sent);
    query.first("a").ifPresent(first -> same(query.all("a").getFirst(), first));

    MultiMap<String> jetty = new MultiMap<>();
    try {
      UrlEncoded.decodeTo(sent, jetty, UTF_8);
    } catch (RuntimeException refusedThere) {
      return;
    }
    jetty.remove(""); // A pair without a name counts here, and there not always.
    if (jetty.toString().indexOf('\uFFFD') >= 0) {
      return; // Bytes that are not UTF-8 are replaced in other numbers.
    }
    jetty.forEach((name, values) -> same(query.all(name), values));

    String written =
        jetty.entrySet().stream()
            .flatMap(one -> one.getValue().stream().map(value -> pair(one, value)))
            .collect(Collectors.joining("&"));
    QueryString again = QueryString.parse(written);
    jetty.forEach((name, values) -> same(again.all(name), values));
  }

  private static String pair(Map.Entry<String, List<String>> one, String value) {
    return URLEncoder.encode(one.getKey(), UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
  }
}
