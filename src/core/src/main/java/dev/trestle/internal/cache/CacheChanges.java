package dev.trestle.internal.cache;

import dev.trestle.Cache;
import dev.trestle.internal.router.RequestPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What one request makes an end of, once its function has returned; afterwards at once. */
public final class CacheChanges implements Cache {
  private final SharedCache cache;
  private final List<Runnable> changes = new ArrayList<>();
  private boolean returned;

  public CacheChanges(SharedCache cache) {
    this.cache = cache;
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
