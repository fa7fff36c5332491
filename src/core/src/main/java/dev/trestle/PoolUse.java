package dev.trestle;

/**
 * What a connection pool is doing, and the queue before it, for metrics. The figures are read one
 * after the other, so those of a busy moment may not fit exactly.
 *
 * @param active connections that are out, each with a statement or a transaction
 * @param idle connections that are open and wait to be taken
 * @param waiting who wait for a connection, in the queue of {@link ConnectionSettings#poolQueue}
 *     and in the pool itself
 * @param most connections that there may be
 * @param refused who were refused at once, because too many waited; since the start
 * @param expired who were refused after they had waited for too long; since the start
 * @see Trestle#poolUse
 */
public record PoolUse(int active, int idle, int waiting, int most, long refused, long expired) {}
