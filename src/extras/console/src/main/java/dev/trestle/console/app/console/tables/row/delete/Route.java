package dev.trestle.console.app.console.tables.row.delete;

import dev.trestle.FormData;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.data.Changes;
import dev.trestle.console.internal.data.Refused;
import dev.trestle.console.internal.data.RowAddress;
import dev.trestle.console.internal.data.RowForm;
import dev.trestle.console.internal.data.Shown;
import dev.trestle.console.internal.page.RowPage;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** {@code /_console/tables/row/delete}: removes a row. */
public final class Route {
  private Route() {}

  public static Response POST(Desk desk, Request request, FormData sent) throws SQLException {
    desk.access().checkChange(request, sent.value("token").orElse(""));
    RowAddress address = RowAddress.of(request);
    try {
      desk.database()
          .change(connection -> {
            Changes.delete(connection, address, sent.value("version").orElse(""));
            return address;
          });
      return Response.seeOther(Shown.all(address.table()).url() + "&done=deleted");
    } catch (SQLException e) {
      return again(desk, address, Refused.words(e)).withStatus(422);
    } catch (Changes.Conflict e) {
      return again(desk, address, e.getMessage()).withStatus(409);
    }
  }

  private static Response again(Desk desk, RowAddress address, String problem) throws SQLException {
    RowForm form = desk.database().read(connection -> RowForm.of(connection, address, List.of()));
    return RowPage.of(form.with(Optional.of(problem), Optional.empty()), desk.access());
  }
}
