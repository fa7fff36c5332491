package dev.trestle.internal.cache;

import dev.trestle.spi.Caching;
import java.util.Optional;

/**
 * A value that has been made, before it is kept.
 *
 * @param <V> the value
 * @param value itself
 * @param rule that it is kept by
 * @param weight in bytes, without the key
 * @param kept whether it is kept, in place of any other
 * @param failure if it is one, and what was kept before stays
 */
public record Made<V>(
    V value, Caching rule, int weight, boolean kept, Optional<Throwable> failure) {}
