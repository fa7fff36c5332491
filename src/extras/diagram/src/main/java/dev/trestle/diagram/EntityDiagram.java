package dev.trestle.diagram;

import dev.trestle.schema.DatabaseSchema;

/**
 * The tables of a schema with their columns and keys, and a line for each foreign key, as an SVG
 * picture for people: it follows whether its reader prefers dark, and says what it shows to who
 * hears it.
 *
 * <pre>{@code
 * Files.writeString(Path.of("schema.svg"), EntityDiagram.of(DatabaseSchema.read(url)).toSvg());
 * }</pre>
 *
 * <p>Partitions are left out, their parent stands for them. So is what is no table, and what a
 * table has besides columns, its primary key and foreign keys.
 */
public final class EntityDiagram {
  private final Drawing drawing;

  private EntityDiagram(Drawing drawing) {
    this.drawing = drawing;
  }

  /**
   * Lays a schema out.
   *
   * @param schema with any number of tables; with none, the picture says so
   * @return the same for the same tables, in whatever database
   */
  public static EntityDiagram of(DatabaseSchema schema) {
    return new EntityDiagram(Layout.of(Box.all(schema)));
  }

  /**
   * Draws it.
   *
   * @return a document on its own, without scripts and without anything to be fetched, ending in a
   *     line break; the same text for the same diagram
   */
  public String toSvg() {
    return new Svg(drawing).text();
  }
}
