package dev.trestle.internal.form;

import dev.trestle.FormData;
import dev.trestle.HttpError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code application/x-www-form-urlencoded}: always UTF-8, as browsers send it. */
final class UrlEncoded {
  private static final int MOST = 1000;

  private UrlEncoded() {}

  static List<FormData.Entry> read(String body) {
    List<FormData.Entry> fields = new ArrayList<>();
    for (String pair : body.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      if (fields.size() == MOST) {
        throw HttpError.of(413, "The form has more than " + MOST + " fields");
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      fields.add(new FormData.Field(decode(name), decode(value)));
    }
    return List.copyOf(fields);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpError.badRequest("The form holds a '%' that starts no escape; write it as %25");
    }
  }
}
