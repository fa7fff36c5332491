package dev.trestle.console;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.console.app.Routes;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.requests.Requests;
import dev.trestle.console.internal.routes.Sources;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Pages beside an application in development, at {@value #PATH}: its routes, its requests with
 * their statements, its pool and cache, and the tables of its database to browse and edit.
 *
 * <pre>{@code
 * Console console = Console.over(url, Path.of("src/main/java"));
 * Trestle app = console.start(Trestle.of(new Routes()).database(url).development(true));
 * }</pre>
 *
 * <p>An application that is not in development does not start with it. It answers a browser on the
 * same machine only, that was not led here by another site's page: whoever sees it sees what users
 * sent, and may change every row.
 *
 * <p>One console may show one application after another, as it is loaded anew; what it recorded of
 * the requests stays. Used by one thread.
 */
public final class Console {
  /** The path below which its pages are. */
  public static final String PATH = "/_console";

  private static final int MOST_REQUESTS = 200;
  private static final long MOST_BYTES = 16 << 20;

  private final Desk desk;

  private Console(Optional<DatabaseUrl> database, Path... sources) {
    Requests requests = new Requests(PATH, MOST_REQUESTS, MOST_BYTES);
    this.desk = new Desk(requests, new Sources(List.of(sources)), database);
  }

  /**
   * A console that shows tables too.
   *
   * @param database of the application; a connection to it is open while a page is made of it
   * @param sources folders of Java sources, to tell whole paths of them; may be none
   * @return to be put beside an application
   */
  public static Console over(DatabaseUrl database, Path... sources) {
    return new Console(Optional.of(database), sources);
  }

  /**
   * A console of an application without a database, or whose tables are not to be shown.
   *
   * @param sources folders of Java sources, to tell whole paths of them; may be none
   * @return to be put beside an application
   */
  public static Console withoutTables(Path... sources) {
    return new Console(Optional.empty(), sources);
  }

  /**
   * Starts an application with the console beside it, and shows that from now on.
   *
   * @param builder its settings are made, {@link TrestleBuilder#development} among them
   * @return to be closed
   * @throws StartException as {@link TrestleBuilder#start} does, and if the application is not in
   *     development
   */
  public Trestle start(TrestleBuilder builder) {
    Trestle app = beside(builder).start();
    show(app);
    return app;
  }

  /**
   * Puts it beside an application that somebody else starts.
   *
   * @param builder gets routes below {@value #PATH}, which start in development only, and is
   *     listened to
   * @return the builder
   */
  public TrestleBuilder beside(TrestleBuilder builder) {
    return builder
        .routes(new DevelopmentRoutes(new Routes()))
        .provide(Desk.class, desk)
        .onRequest(desk.requests());
  }

  /**
   * Shows an application from now on.
   *
   * @param app that was started from a builder of {@link #beside}; the one before is let go of
   */
  public void show(Trestle app) {
    desk.show(app);
  }

  Desk desk() {
    return desk;
  }

  private record DevelopmentRoutes(RouteTable table) implements RouteTable {
    @Override
    public List<RouteDefinition> routes() {
      return table.routes();
    }

    @Override
    public List<Class<?>> provides() {
      return table.provides();
    }

    @Override
    public boolean developmentOnly() {
      return true;
    }

    @Override
    public String toString() {
      return "The console";
    }
  }
}
