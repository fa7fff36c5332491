package dev.trestle.console.internal.page;

import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.console.internal.Access;
import dev.trestle.console.internal.data.RowForm;
import java.util.Map;
import java.util.Optional;

/** The page of a row. */
public final class RowPage {
  private static final Map<String, String> DONE =
      Map.of("saved", "The row is stored.", "added", "The row is added.");

  private RowPage() {}

  /** What has been done before the page was asked for, in words. */
  public static Optional<String> done(Request request) {
    return request.query("done").map(DONE::get);
  }

  /** An answer of it. */
  public static Response of(RowForm form, Access access) {
    return Page.html(to -> JterowGenerated.render(to, Page.NO_INTERCEPTOR, form, access.token()));
  }
}
