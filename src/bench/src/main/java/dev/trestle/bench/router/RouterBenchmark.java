package dev.trestle.bench.router;

import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.internal.router.Router;
import dev.trestle.internal.router.Routing;
import dev.trestle.spi.RouteDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a method and a path as they were sent to what answers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouterBenchmark {
  private static final int PATHS = 64;

  /** How many there are. */
  @Param({"10", "1000"})
  public int routes;

  private Routing routing;
  private String[] literals;
  private String[] variables;
  private String[] catchAlls;
  private String[] missing;
  private int next;

  /** As many routes as asked for, of four kinds, and paths that are spread over all of them. */
  @Setup
  public void prepare() {
    List<RouteDefinition> table = new ArrayList<>();
    for (int i = 0; table.size() < routes; i++) {
      String resource = "/api/resource-" + i;
      for (String below : List.of("", "/{id}", "/{id}/parts", "/files/{path+}")) {
        if (table.size() < routes) {
          table.add(
              RouteDefinition.at(resource + below, resource)
                  .on(Verb.GET, call -> Response.noContent()));
        }
      }
    }
    routing = new Routing(new Router(table), false);
    literals = paths("");
    variables = paths("/7c9e6679-7425-40de-944b-e07fc1f90ae7/parts");
    catchAlls = paths("/files/2026/11/photo.jpg");
    missing = paths("/7c9e6679/nothing");
  }

  private String[] paths(String below) {
    SplittableRandom random = new SplittableRandom(1);
    String[] paths = new String[PATHS];
    for (int i = 0; i < PATHS; i++) {
      paths[i] = "/api/resource-" + random.nextInt(routes / 4) + below;
    }
    return paths;
  }

  private Optional<Routing.Target> find(String[] paths) {
    next = (next + 1) % PATHS;
    return routing.find("GET", paths[next]);
  }

  /** Words only. */
  @Benchmark
  public Optional<Routing.Target> literal() {
    return find(literals);
  }

  /** A variable between words. */
  @Benchmark
  public Optional<Routing.Target> variable() {
    return find(variables);
  }

  /** Three segments for one variable. */
  @Benchmark
  public Optional<Routing.Target> catchAll() {
    return find(catchAlls);
  }

  /** Nothing there, which shows at the last segment. */
  @Benchmark
  public Optional<Routing.Target> missing() {
    return find(missing);
  }
}
