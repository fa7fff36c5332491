package dev.trestle.console.app.console.tables.row;

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
import dev.trestle.console.internal.data.TableName;
import dev.trestle.console.internal.page.RowPage;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** {@code /_console/tables/row}: a row, to be looked at and changed. */
public final class Route {
  private Route() {}

  public static Response GET(Desk desk, Request request) throws SQLException {
    RowAddress address = RowAddress.of(request);
    RowForm form = desk.database().read(connection -> RowForm.of(connection, address, List.of()));
    return RowPage.of(form.with(Optional.empty(), RowPage.done(request)), desk.access());
  }

  public static Response POST(Desk desk, Request request, FormData sent) throws SQLException {
    desk.access().checkChange(request, sent.value("token").orElse(""));
    RowAddress address = RowAddress.of(request);
    List<Given> given = Given.of(sent);
    try {
      RowAddress now =
          desk.database()
              .change(connection ->
                  Changes.update(connection, address, sent.value("version").orElse(""), given));
      return Response.seeOther(now.url("saved"));
    } catch (SQLException e) {
      return again(desk, address, given, Refused.words(e)).withStatus(422);
    } catch (HttpError e) {
      return again(desk, address, given, e.getMessage()).withStatus(e.status());
    } catch (Changes.Conflict e) {
      return (e.isGone()
              ? anew(desk, address.table(), given, e.getMessage())
              : again(desk, address, given, e.getMessage()))
          .withStatus(409);
    }
  }

  /** The form as it was sent, to add the row. */
  private static Response anew(Desk desk, TableName table, List<Given> given, String problem)
      throws SQLException {
    RowForm form = desk.database().read(connection -> RowForm.of(connection, table, given));
    return RowPage.of(form.with(Optional.of(problem), Optional.empty()), desk.access());
  }

  /** The form as it was sent, beside what is stored now. */
  private static Response again(Desk desk, RowAddress address, List<Given> given, String problem)
      throws SQLException {
    RowForm form = desk.database().read(connection -> RowForm.of(connection, address, given));
    return RowPage.of(form.with(Optional.of(problem), Optional.empty()), desk.access());
  }
}
