package ${package};

import ${package}.app.Routes;
import ${package}.db.Public;
import dev.trestle.Environment;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import java.time.Duration;
import java.util.Map;

/** Starts the service from its environment and serves until the process is told to end. */
public final class Main {
  private Main() {}

  /**
   * The service, to be given a database and an address, as tests do.
   *
   * @return not yet started
   */
  public static TrestleBuilder service() {
    return Trestle.of(new Routes()).schema(Public.PUBLIC).readiness("/readyz", Duration.ZERO);
  }

  /**
   * The service as its environment wants it: with its database and address.
   *
   * @param variables of the environment
   * @return not yet started
   * @throws StartException in one sentence if a variable makes no sense
   */
  public static TrestleBuilder service(Map<String, String> variables) {
    return service().environment(Environment.of(variables).requireDatabase());
  }

  /**
   * Serves, or says in one sentence why it cannot and ends with status 1.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try {
      Trestle app = service(System.getenv()).start();
      Runtime.getRuntime().addShutdownHook(new Thread(app::close, "shutdown"));
      System.out.println("Listening on " + app.url());
    } catch (StartException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
