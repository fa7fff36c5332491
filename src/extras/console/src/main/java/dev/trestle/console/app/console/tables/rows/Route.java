package dev.trestle.console.app.console.tables.rows;

import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.data.Listing;
import dev.trestle.console.internal.data.Shown;
import dev.trestle.console.internal.page.JterowsGenerated;
import dev.trestle.console.internal.page.Page;
import dev.trestle.console.internal.page.Problem;
import java.sql.SQLException;

/** {@code /_console/tables/rows}: some rows of a table or view. */
public final class Route {
  private Route() {}

  public static Response GET(Desk desk, Request request) throws SQLException {
    Shown shown = Shown.of(request);
    Listing listing;
    try {
      listing = desk.database().read(connection -> Listing.read(connection, shown));
    } catch (SQLException e) {
      return Problem.inRows(desk, shown, e);
    }
    boolean deleted = request.query("done").isPresent();
    return Page.html(to -> JterowsGenerated.render(to, Page.NO_INTERCEPTOR, listing, "", deleted));
  }
}
