package dev.trestle.console.app.console.tables;

import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.data.ListedTable;
import dev.trestle.console.internal.data.Tables;
import dev.trestle.console.internal.page.JtetablesGenerated;
import dev.trestle.console.internal.page.Page;
import java.sql.SQLException;
import java.util.List;

/** {@code /_console/tables}: all tables and views. */
public final class Route {
  private Route() {}

  public static Response GET(Desk desk) throws SQLException {
    List<ListedTable> tables = desk.database().read(Tables::list);
    return Page.html(to ->
        JtetablesGenerated.render(to, Page.NO_INTERCEPTOR, desk.database().toString(), tables));
  }
}
