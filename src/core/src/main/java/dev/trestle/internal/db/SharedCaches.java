package dev.trestle.internal.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.CacheContext;
import org.jooq.CacheProvider;
import org.jooq.impl.CacheType;

/**
 * jOOQ's caches, such as which constructor makes a record, for all configurations derived from one:
 * jOOQ asks for them anew in each that was derived before they were needed.
 */
final class SharedCaches implements CacheProvider {
  private final CacheProvider caches;
  private final Map<CacheType, Map<Object, Object>> known = new ConcurrentHashMap<>();

  /**
   * @param caches makes them
   */
  SharedCaches(CacheProvider caches) {
    this.caches = caches;
  }

  @Override
  public Map<Object, Object> provide(CacheContext context) {
    return known.computeIfAbsent(context.cacheType(), type -> caches.provide(context));
  }
}
