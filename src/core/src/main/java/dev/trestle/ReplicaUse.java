package dev.trestle;

import java.time.Duration;
import java.util.Optional;

/**
 * What a replica of {@link ConnectionSettings#readReplicas} is doing, for metrics. The figures are
 * read one after the other, so those of a busy moment may not fit exactly.
 *
 * @param host with its port
 * @param reading whether it takes reads; if not, the log says why
 * @param lag for how long it may lack what was committed; about a quarter of a second where it is
 *     up to date; empty while it cannot be compared with the primary
 * @param bytesBehind of the primary's log that it had not replayed when both were asked last; -1 as
 *     long as one of them has not told
 * @param reads how often a connection to it was taken; since the start
 * @param handedOver reads that it refused, or failed, and that the primary was asked for; since the
 *     start
 * @param active connections to it that are out
 * @param waiting who wait for one
 * @see Trestle#replicaUse
 */
public record ReplicaUse(
    String host,
    boolean reading,
    Optional<Duration> lag,
    long bytesBehind,
    long reads,
    long handedOver,
    int active,
    int waiting) {}
