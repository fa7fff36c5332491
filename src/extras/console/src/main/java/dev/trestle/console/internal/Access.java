package dev.trestle.console.internal;

import dev.trestle.HttpError;
import dev.trestle.Request;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may look, and who may change: a browser on this machine that was led here by nobody else. A
 * page of another site can send requests here, and can have its name lead here, but it can neither
 * choose {@code Host} and {@code Origin} nor know the token.
 */
public final class Access {
  /** Names that lead to this machine whatever anybody's name server says. */
  private static final Pattern LOCAL =
      Pattern.compile(
          "(localhost|[a-z0-9-]{1,63}\\.localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?",
          Pattern.CASE_INSENSITIVE);

  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP");

  private final String token = newToken();

  private static String newToken() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** What a form of the console sends along. */
  public String token() {
    return token;
  }

  /**
   * Lets those look who may.
   *
   * @throws HttpError 403, with what to do instead
   */
  public void check(Request request) {
    for (String header : FORWARDED) {
      if (request.header(header).isPresent()) {
        throw HttpError.forbidden(
            "The console is not shown through a proxy, which set " + header + "; ask it directly.");
      }
    }
    if (!isLoopback(request.remoteAddress())) {
      throw HttpError.forbidden(
          "The console is shown on the machine it runs on only; from elsewhere: ssh -L.");
    }
    List<String> hosts = request.headerAll("Host");
    if (hosts.size() != 1 || !LOCAL.matcher(hosts.getFirst()).matches()) {
      throw HttpError.forbidden(
          "The console is not shown under this name; write localhost or 127.0.0.1 in the address.");
    }
    Optional<String> from = request.header("Sec-Fetch-Site");
    boolean ledHere = from.isPresent() && !from.get().matches("same-origin|none");
    if (ledHere && !request.header("Sec-Fetch-Mode").equals(Optional.of("navigate"))) {
      throw HttpError.forbidden("The console is not shown within pages of others.");
    }
  }

  /**
   * Lets those change something who came by a form of ours. To be asked after {@link #check}.
   *
   * @param sent the token that came with the form
   * @throws HttpError 403
   */
  public void checkChange(Request request, String sent) {
    boolean known =
        MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    Optional<String> site = request.header("Sec-Fetch-Site");
    boolean foreign =
        site.isPresent() && !site.get().equals("same-origin")
            || request.header("Origin").filter(it -> !isOwn(it, request)).isPresent();
    if (foreign) {
      throw HttpError.forbidden("Only a page of the console may change something here.");
    }
    if (!known) {
      throw HttpError.forbidden(
          "This form is of a console that has ended since; load the page again and repeat it.");
    }
  }

  private static boolean isOwn(String origin, Request request) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(request.header("Host").orElse(""));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isLoopback(String address) {
    try {
      // Of a numeric address no name server is asked.
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
