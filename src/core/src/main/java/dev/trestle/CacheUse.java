package dev.trestle;

/**
 * What the cache of an application has done since its start, answers and data together, for
 * metrics. Who comes while a value is being made and waits for it counts as a miss too.
 *
 * @param hits who got a value that was there and fresh
 * @param stale who found a stale one, while another was made
 * @param misses who had to wait for one
 * @param entries values that are kept now
 * @see Trestle#cacheUse
 */
public record CacheUse(long hits, long stale, long misses, long entries) {}
