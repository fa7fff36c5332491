package dev.trestle.bench.prepared;

import dev.trestle.bench.Answers;
import dev.trestle.query.JsonRows;
import org.jooq.DSLContext;

/** The same with rows straight to JSON, where there are several. */
public final class JsonRowsQueries extends PreparedQueries {
  private final DSLContext db;
  private final JsonRows rows = JsonRows.of(Answers.MAPPER);

  /** Queries over an application's database. */
  public JsonRowsQueries(DSLContext db) {
    super(db);
    this.db = db;
  }

  @Override
  public byte[] list() {
    return rows.write(db, NEWEST.with());
  }

  @Override
  public byte[] nested() {
    return rows.write(db, AUTHORS.with());
  }
}
