package dev.trestle.query;

/**
 * A statement of any number of arguments, rendered once and run any number of times.
 *
 * @see Queries#prepare
 */
public sealed interface Prepared
    permits Prepared0, Prepared1, Prepared2, Prepared3, Prepared4, Prepared5, Prepared6 {}
