package dev.trestle.service.model;

import dev.trestle.HttpError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;

/**
 * The fields that a client may choose of a row, {@code ?fields=id,name}: those named here, and no
 * others. What was never named here, as a password's hash, cannot be asked for.
 */
public final class Choice {
  private final Map<String, Field<?>> fields = new LinkedHashMap<>();

  private Choice(Field<?>... fields) {
    for (Field<?> field : fields) {
      this.fields.put(field.getName(), field);
    }
  }

  /**
   * A closed set.
   *
   * @param fields called as in the answer
   * @return to be kept
   */
  public static Choice of(Field<?>... fields) {
    return new Choice(fields);
  }

  /**
   * What to select.
   *
   * @param names separated by commas
   * @return in the order of the names
   * @throws HttpError 400 for a name that is not in the set
   */
  public List<Field<?>> of(String names) {
    return Arrays.stream(names.split(",", -1)).distinct().<Field<?>>map(this::field).toList();
  }

  private Field<?> field(String name) {
    Field<?> field = fields.get(name);
    if (field == null) {
      throw HttpError.badRequest(
              "Invalid fields: there is no '"
                  + name
                  + "', only "
                  + String.join(", ", fields.keySet()))
          .withField("fields", "must be some of " + String.join(", ", fields.keySet()));
    }
    return field;
  }
}
