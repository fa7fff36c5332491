package dev.trestle.console.internal.data;

/**
 * A table or view, by its names as they are.
 *
 * @param schema not quoted
 * @param name not quoted
 */
public record TableName(String schema, String name) {
  /** As people say it: without the schema that everybody has. */
  @Override
  public String toString() {
    return schema.equals("public") ? name : schema + "." + name;
  }
}
