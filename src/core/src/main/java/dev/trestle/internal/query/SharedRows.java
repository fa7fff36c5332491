package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Takes rows that its own caller makes values of. */
final class SharedRows extends SharedCall {
  private final Shape shape;
  private final List<Object[]> cells = new ArrayList<>(1);

  SharedRows(Shape shape, Object[] arguments) {
    super(arguments);
    this.shape = shape;
  }

  @Override
  void clear() {
    cells.clear();
  }

  @Override
  void read(ResultSet row, BindingScopes scope) throws SQLException {
    Object[] read = new Object[shape.columns().size()];
    shape.read(row, read, scope);
    cells.add(read);
  }

  /** Gives the rows away. */
  void give(Loader.Sink sink) {
    Loader.give(shape, cells, sink);
  }
}
