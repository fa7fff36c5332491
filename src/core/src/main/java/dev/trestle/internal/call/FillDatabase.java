package dev.trestle.internal.call;

import dev.trestle.internal.app.Application;
import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.watch.StatementScope;
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
      Configuration own = flight.work().over(HttpCall.database(application).configuration());
      String route = occasion.method() + " " + occasion.route().orElseThrow();
      statements =
          StatementScope.of(own)
              .map(scope -> scope.begin(new Execution.Origin(route, occasion.requestId()), false));
      statements.ifPresent(scope -> scope.attach(own));
      db = own.dsl();
    }
    return db;
  }

  /** Tells who listens that nothing is asked any more. */
  void end() {
    statements.ifPresent(StatementScope::end);
  }
}
