package dev.trestle.schema;

import java.util.Optional;

/**
 * A column of a {@link Table}.
 *
 * @param name as it is, not quoted
 * @param quoted the name as it stands in SQL, quoted where it must be
 * @param type as {@code format_type} writes it: {@code character varying(20)}, {@code public.mood}
 * @param collation qualified, if it is not that of the type
 * @param notNull whether it refuses null
 * @param expression its default, or what it is generated from
 * @param generated whether and how it is generated
 * @param identity {@code ALWAYS} or {@code BY DEFAULT} with the options of its sequence that are
 *     not the usual ones, if it is an identity column
 * @param inherited whether the table has it only because one that it inherits from, or is a
 *     partition of, has it
 * @param comment empty if there is none
 */
public record Column(
    String name,
    String quoted,
    String type,
    Optional<String> collation,
    boolean notNull,
    Optional<String> expression,
    Generated generated,
    Optional<String> identity,
    boolean inherited,
    String comment) {

  /** How a column is generated. */
  public enum Generated {
    /** It is not; its expression is its default. */
    NEVER,
    /** When a row is written. */
    STORED,
    /** When a row is read, from PostgreSQL 18 on. */
    VIRTUAL
  }

  /**
   * The default.
   *
   * @return an expression; empty if there is none, or the column is generated
   */
  public Optional<String> defaultExpression() {
    return generated == Generated.NEVER ? expression : Optional.empty();
  }
}
