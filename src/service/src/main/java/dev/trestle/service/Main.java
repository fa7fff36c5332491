package dev.trestle.service;

import dev.trestle.Environment;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.service.app.Routes;
import dev.trestle.service.db.Public;

/** Starts the service from its environment and serves until the process is told to end. */
public final class Main {
  private Main() {}

  /**
   * The service, to be given a database and an address.
   *
   * @return not yet started
   */
  public static TrestleBuilder service() {
    return Trestle.of(new Routes()).schema(Public.PUBLIC);
  }

  /**
   * Serves, or says in one sentence why it cannot and ends with status 1.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try {
      Environment environment = Environment.of(System.getenv()).requireDatabase();
      Trestle app = service().environment(environment).start();
      Runtime.getRuntime().addShutdownHook(new Thread(app::close, "shutdown"));
      System.out.println("Listening on " + app.url());
    } catch (StartException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
