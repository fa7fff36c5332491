package dev.trestle.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table, as its columns and keys. Other constraints, indexes and triggers are only objects of the
 * {@link DatabaseSchema}.
 *
 * @param name qualified, quoted where it must be: {@code public.users}, {@code shop."Order"}
 * @param schema not quoted
 * @param simpleName without its schema, not quoted
 * @param columns in their order, inherited ones included, which come first and by their names
 * @param primaryKey the columns of the primary key, in its order; empty if there is none
 * @param foreignKeys by name; those of a partitioned table not again for its partitions
 * @param inherits the tables that it inherits from, by their qualified names; partitions do not
 * @param partitionOf the table that it is a partition of, by its qualified name
 * @param bound {@code FOR VALUES …} or {@code DEFAULT}, if it is a partition
 * @param partitionedBy {@code RANGE (at)} and the like, if it is partitioned
 * @param unlogged whether a crash empties it
 * @param comment empty if there is none
 */
public record Table(
    String name,
    String schema,
    String simpleName,
    List<Column> columns,
    List<String> primaryKey,
    List<ForeignKey> foreignKeys,
    List<String> inherits,
    Optional<String> partitionOf,
    Optional<String> bound,
    Optional<String> partitionedBy,
    boolean unlogged,
    String comment) {
  /**
   * Copies the lists.
   *
   * @param name as above
   * @param schema as above
   * @param simpleName as above
   * @param columns as above
   * @param primaryKey as above
   * @param foreignKeys as above
   * @param inherits as above
   * @param partitionOf as above
   * @param bound as above
   * @param partitionedBy as above
   * @param unlogged as above
   * @param comment as above
   */
  public Table {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    foreignKeys = List.copyOf(foreignKeys);
    inherits = List.copyOf(inherits);
  }
}
