package dev.trestle.internal.cache;

import dev.trestle.Cache;
import dev.trestle.internal.router.RequestPath;
import dev.trestle.internal.work.RequestWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one request makes an end of: with the commit of the transaction that it is in; else once its
 * function has returned, and afterwards at once.
 */
public final class CacheChanges implements Cache {
  private final SharedCache cache;
  private final RequestWork work;
  private final List<Runnable> changes = new ArrayList<>();
  private boolean returned;

  /**
   * @param work of the request
   */
  public CacheChanges(SharedCache cache, RequestWork work) {
    this.cache = cache;
    this.work = work;
  }

  @Override
  public void revalidateTag(String tag) {
    Objects.requireNonNull(tag, "tag");
    change(() -> cache.revalidate(tag));
  }

  @Override
  public void expireTag(String tag) {
    Objects.requireNonNull(tag, "tag");
    change(() -> cache.expire(tag));
  }

  @Override
  public void expirePath(String path) {
    List<String> segments = RequestPath.parse(path).segments();
    change(() -> cache.expire(key -> key.path().equals(segments)));
  }

  @Override
  public void expireBelow(String path) {
    List<String> segments = RequestPath.parse(path).segments();
    change(() -> cache.expire(key -> isBelow(key.path(), segments)));
  }

  private static boolean isBelow(List<String> path, List<String> prefix) {
    return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
  }

  @Override
  public void expireRoute(String template) {
    Objects.requireNonNull(template, "template");
    change(() -> cache.expire(key -> key.route().equals(template)));
  }

  private void change(Runnable change) {
    if (work.join(change::run)) {
      return;
    }
    if (returned) {
      change.run();
    } else {
      changes.add(change);
    }
  }

  /** Takes place now, and so does what comes later: from a task after the answer. */
  public void apply() {
    returned = true;
    changes.forEach(Runnable::run);
    changes.clear();
  }
}
