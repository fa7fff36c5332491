package dev.trestle.console.app.console.requests._id.plans._number;

import static dev.trestle.HttpError.notFound;

import dev.trestle.Default;
import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.page.JteplanGenerated;
import dev.trestle.console.internal.page.JteplanlinesGenerated;
import dev.trestle.console.internal.page.Page;
import dev.trestle.console.internal.requests.Plans;
import dev.trestle.console.internal.requests.RecordedStatement;

/** {@code /_console/requests/{id}/plans/{number}}: PostgreSQL's plan of one of its statements. */
public final class Route {
  private Route() {}

  /**
   * What is wanted.
   *
   * @param part whether only the plan, for a page that shows the statement already
   */
  record Wanted(@Default("false") boolean part) {}

  public static Response GET(Desk desk, long id, int number, Wanted wanted) {
    RecordedStatement statement =
        desk.requests()
            .find(id)
            .flatMap(it -> it.statements().stream().filter(s -> s.number() == number).findFirst())
            .orElseThrow(() ->
                notFound("Statement " + number + " of request " + id + " is not kept any more."));
    String plan = Plans.of(statement, desk.connections());
    return Page.html(to -> {
      if (wanted.part()) {
        JteplanlinesGenerated.render(to, Page.NO_INTERCEPTOR, plan);
      } else {
        JteplanGenerated.render(to, Page.NO_INTERCEPTOR, id, statement, plan);
      }
    });
  }
}
