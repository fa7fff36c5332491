package dev.trestle;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether an application is well, for what watches it.
 *
 * @param objection why it should be given no requests, in a sentence: it stops, its database does
 *     not answer, or has not all that {@link TrestleBuilder#schema} names; empty if it is well
 * @param database how long a {@code select 1} took, the wait for a connection included; empty if
 *     there was no answer within two seconds, or there is no database
 * @see Trestle#health
 */
public record Health(Optional<String> objection, Optional<Duration> database) {}
