package dev.trestle.internal.query;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.DataType;

/** What a row is referred to by: one value, or a list of several. */
final class RelationKey {
  private RelationKey() {}

  /** The key of a row; null if any part of it is, since nothing refers to that. */
  static Object of(Object[] cells, int first, int width) {
    if (width == 1) {
      return cells[first];
    }
    List<Object> key = new ArrayList<>(width);
    for (int i = first; i < first + width; i++) {
      if (cells[i] == null) {
        return null;
      }
      key.add(cells[i]);
    }
    return key;
  }

  /** Keys as one array for each column, of the column's type. */
  static Object[][] arrays(Collection<Object> keys, List<DataType<?>> types) {
    Object[][] arrays = new Object[types.size()][];
    for (int column = 0; column < arrays.length; column++) {
      arrays[column] = (Object[]) Array.newInstance(types.get(column).getType(), keys.size());
    }
    int row = 0;
    for (Object key : keys) {
      for (int column = 0; column < arrays.length; column++) {
        arrays[column][row] = arrays.length == 1 ? key : ((List<?>) key).get(column);
      }
      row++;
    }
    return arrays;
  }
}
