package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code @Cors(origins = …)}. */
final class CorsPolicy implements PolicyKind {
  private static final String ANY = "*";
  private static final long DAY = 86_400;
  private static final Pattern ORIGIN =
      Pattern.compile(
          "[a-z][a-z0-9+.-]*://(\\*\\.)?([a-z0-9_-]+(\\.[a-z0-9_-]+)*+|\\[[0-9a-f:]+])(:[0-9]{1,5})?");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  @Override
  public String annotation() {
    return Names.POLICY + "Cors";
  }

  @Override
  public String call(UsedAnnotation used) {
    List<String> origins = used.texts("origins");
    List<String> headers = used.texts("headers");
    List<String> exposed = used.texts("exposed");
    boolean credentials = used.flag("credentials");
    origins.forEach(origin -> checkOrigin(used, origin));
    if (origins.contains(ANY) && origins.size() > 1) {
      used.error("\"*\" allows all origins; leave out the others, or \"*\".");
    }
    if (credentials) {
      checkCredentials(used, origins, headers);
    }
    for (List<String> names : List.of(headers, exposed)) {
      names.stream()
          .filter(name -> !TOKEN.matcher(name).matches())
          .forEach(name -> used.error("\"" + name + "\" is not the name of a header."));
    }
    return "withCors(new dev.trestle.spi.CrossOrigin("
        + list(origins)
        + ", "
        + list(headers)
        + ", "
        + list(exposed)
        + ", "
        + credentials
        + ", Duration.ofSeconds("
        + used.number("maxAge", 0, DAY)
        + ")))";
  }

  private static void checkOrigin(UsedAnnotation used, String origin) {
    if (origin.equals(ANY) || origin.equals("null")) {
      return;
    }
    if (!ORIGIN.matcher(origin).matches()) {
      used.error(
          "\""
              + origin
              + "\" is no origin: write scheme and host in lower case, like \"https://app.example\","
              + " \"http://localhost:5173\" or \"https://*.example.com\", without a path or a slash at"
              + " the end.");
    } else if (origin.matches("https://.*:443|http://.*:80")) {
      used.error(
          "Browsers leave out the port of \""
              + origin
              + "\"; write \""
              + origin.substring(0, origin.lastIndexOf(':'))
              + "\".");
    }
  }

  private static void checkCredentials(
      UsedAnnotation used, List<String> origins, List<String> headers) {
    if (origins.contains(ANY)) {
      used.error(
          "With credentials any page could read what your users may see: name the origins in place of"
              + " \"*\", or leave out credentials.");
    }
    if (origins.contains("null")) {
      used.error(
          "With credentials \"null\" would let any sandboxed page read what your users may see; take"
              + " one of them away.");
    }
    if (headers.contains(ANY)) {
      used.error(
          "With credentials browsers take \"*\" for a header of that name; list the headers.");
    }
  }

  private static String list(List<String> texts) {
    return texts.stream().map(Quoted::text).collect(Collectors.joining(", ", "List.of(", ")"));
  }
}
