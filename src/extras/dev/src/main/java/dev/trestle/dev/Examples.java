package dev.trestle.dev;

import dev.trestle.Environment;
import java.util.List;

/** What to try, for people. */
final class Examples {
  /** The option for a path; may be repeated. */
  static final String TRY = "--try";

  private Examples() {}

  /** An address that leads to a service: what listens everywhere is asked on loopback. */
  static String url(Environment environment, int port) {
    return "http://" + host(environment) + ":" + port;
  }

  static String host(Environment environment) {
    return environment.host().equals("0.0.0.0") ? "127.0.0.1" : environment.host();
  }

  static void show(Options options, String url) {
    List<String> examples = options.all(TRY);
    System.out.println("Answers at " + url + (examples.isEmpty() ? "" : "; try:"));
    examples.forEach(path -> System.out.println("  curl '" + url + path + "'"));
  }
}
