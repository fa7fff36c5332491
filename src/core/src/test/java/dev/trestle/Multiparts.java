package dev.trestle;

/** Forms with files, as a browser writes them. */
final class Multiparts {
  /** The header that says so. */
  static final String MULTIPART = "Content-Type: multipart/form-data; boundary=XX";

  private Multiparts() {}

  /** A part with these parameters, and perhaps more headers behind them. */
  static String part(String parameters, String content) {
    return "--XX\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n" + content + "\r\n";
  }

  /** A file in the field {@code f}. */
  static String file(String name, int size) {
    return part("name=\"f\"; filename=\"" + name + "\"", "x".repeat(size));
  }

  /** Posts a form of these parts. */
  static RawHttp.Answer multipart(Served http, String path, String... parts) {
    return http.sendBody("POST", path, String.join("", parts) + "--XX--\r\n", MULTIPART);
  }
}
