package dev.trestle.console.app.console.tables.new_;

import dev.trestle.FormData;
import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.data.Changes;
import dev.trestle.console.internal.data.Given;
import dev.trestle.console.internal.data.Refused;
import dev.trestle.console.internal.data.RowAddress;
import dev.trestle.console.internal.data.RowForm;
import dev.trestle.console.internal.data.Shown;
import dev.trestle.console.internal.data.TableName;
import dev.trestle.console.internal.page.RowPage;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** {@code /_console/tables/new}: a row to be added. */
public final class Route {
  private Route() {}

  public static Response GET(Desk desk, Request request) throws SQLException {
    TableName table = Shown.table(request);
    RowForm form = desk.database().read(connection -> RowForm.of(connection, table, List.of()));
    return RowPage.of(form, desk.access());
  }

  public static Response POST(Desk desk, Request request, FormData sent) throws SQLException {
    desk.access().checkChange(request, sent.value("token").orElse(""));
    TableName table = Shown.table(request);
    List<Given> given = Given.of(sent);
    try {
      Optional<RowAddress> added =
          desk.database().change(connection -> Changes.insert(connection, table, given));
      return Response.seeOther(
          added.map(it -> it.url("added")).orElseGet(() -> Shown.all(table).url()));
    } catch (SQLException e) {
      return again(desk, table, given, Refused.words(e)).withStatus(422);
    } catch (HttpError e) {
      return again(desk, table, given, e.getMessage()).withStatus(e.status());
    }
  }

  private static Response again(Desk desk, TableName table, List<Given> given, String problem)
      throws SQLException {
    RowForm form = desk.database().read(connection -> RowForm.of(connection, table, given));
    return RowPage.of(form.with(Optional.of(problem), Optional.empty()), desk.access());
  }
}
