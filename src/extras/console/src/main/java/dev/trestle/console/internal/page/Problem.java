package dev.trestle.console.internal.page;

import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.data.Listing;
import dev.trestle.console.internal.data.Refused;
import dev.trestle.console.internal.data.Shown;
import java.sql.SQLException;

/** What the database refuses, on the page that asked for it. */
public final class Problem {
  private Problem() {}

  /**
   * Rows that are not to be had as they were asked for: the table without filters below what
   * PostgreSQL says.
   */
  public static Response inRows(Desk desk, Shown shown, SQLException refused) throws SQLException {
    Listing empty = desk.database().read(connection -> Listing.none(connection, shown));
    return Page.html(to ->
            JterowsGenerated.render(to, Page.NO_INTERCEPTOR, empty, Refused.words(refused), false))
        .withStatus(422);
  }
}
