package dev.trestle.internal.compress;

import java.util.List;
import java.util.Locale;

/** What {@code Accept-Encoding} says of gzip, RFC 9110, section 12.5.3. */
final class AcceptedEncodings {
  private AcceptedEncodings() {}

  /** Whether a client wants gzip at least as much as a body as it is. */
  static boolean gzip(List<String> headers) {
    double gzip = -1;
    double identity = -1;
    double any = -1;
    for (String header : headers) {
      for (String element : header.split(",")) {
        String[] parts = element.split(";", -1);
        String coding = parts[0].strip().toLowerCase(Locale.ROOT);
        double quality = quality(parts);
        switch (coding) {
          case "gzip", "x-gzip" -> gzip = Math.max(gzip, quality);
          case "identity" -> identity = quality;
          case "*" -> any = quality;
          default -> {}
        }
      }
    }
    if (gzip < 0) {
      gzip = any;
    }
    return gzip > 0 && gzip >= identity;
  }

  /** The weight of an element: 1 unless set, 0 if it is none. */
  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip().toLowerCase(Locale.ROOT);
      if (part.startsWith("q=")) {
        String digits = part.substring(2).strip();
        return digits.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(digits) : 0;
      }
    }
    return 1;
  }
}
