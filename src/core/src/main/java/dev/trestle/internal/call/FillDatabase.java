package dev.trestle.internal.call;

import dev.trestle.internal.app.Application;
import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.watch.StatementScope;
import dev.trestle.internal.work.Owner;
import dev.trestle.query.Execution;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.DSLContext;

/** The database for what is made to be kept: leases and statements of its own. */
final class FillDatabase {
  private final Application application;
  private final Flight flight;
  private final Occasion occasion;
  private Optional<StatementScope> statements = Optional.empty();
  private DSLContext db;

  FillDatabase(Application application, Flight flight, Occasion occasion) {
    this.application = application;
    this.flight = flight;
    this.occasion = occasion;
  }

  DSLContext db() {
    if (db == null) {
      Configuration own = own(HttpCall.database(application));
      String route = occasion.method() + " " + occasion.route().orElseThrow();
      Execution.Origin origin = new Execution.Origin(route, occasion.requestId());
      statements =
          StatementScope.of(own)
              .map(scope -> scope.begin(origin, false, flight.work().observation()));
      statements.ifPresent(scope -> scope.attach(own));
      db = own.dsl();
    }
    return db;
  }

  /** Another one, whose statements end with these. */
  DSLContext of(DSLContext other) {
    return own(other).dsl();
  }

  private Configuration own(DSLContext shared) {
    String route = occasion.route().orElseThrow();
    return flight
        .work()
        .over(shared.configuration(), new Owner(occasion.method(), route, occasion.requestId()));
  }

  /** Tells who listens that nothing is asked any more. */
  void end() {
    statements.ifPresent(StatementScope::end);
  }
}
