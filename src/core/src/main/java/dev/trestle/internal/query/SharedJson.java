package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Takes rows and writes them as JSON. */
final class SharedJson extends SharedCall {
  private final JsonShape shape;
  private JsonLevel level;

  SharedJson(JsonShape shape, Object[] arguments) {
    super(arguments);
    this.shape = shape;
    this.level = shape.level();
  }

  @Override
  void clear() {
    if (level.rows() > 0) {
      level = shape.level();
    }
  }

  @Override
  void read(ResultSet row, BindingScopes scope) throws SQLException {
    shape.write(row, scope, level);
    level.endRow();
  }

  /** What was written. */
  JsonLevel level() {
    shape.lastSize().setPlain(level.json().size());
    return level;
  }
}
