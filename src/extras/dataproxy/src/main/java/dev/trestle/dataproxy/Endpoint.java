package dev.trestle.dataproxy;

import dev.trestle.Response;
import dev.trestle.spi.Call;
import dev.trestle.spi.Handler;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers callers.
 *
 * @param keys of those that are answered
 * @param statements that may run
 * @param limits of one request
 * @param db under the role of the proxy
 */
record Endpoint(Keys keys, Statements statements, Limits limits, DSLContext db) implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle.dataproxy");

  @Override
  public Response handle(Call call) throws SQLException, IOException {
    if (!keys.open(call.request())) {
      return Answers.unauthorized();
    }
    try {
      SqlRequest request = SqlRequest.of(call.request());
      for (SqlRequest.Call asked : request.calls()) {
        if (!statements.allow(asked.statement())) {
          LOG.warn("Statement {} is not allowed", asked.statement().fingerprint());
          return Answers.forbidden(asked.statement());
        }
      }
      List<Result> results = Transaction.run(call.db(db), request, limits);
      for (SqlRequest.Call ran : request.calls()) {
        statements.ran(ran.statement());
      }
      return Answers.of(request, results);
    } catch (SqlFailure e) {
      return Answers.of(e);
    }
  }
}
