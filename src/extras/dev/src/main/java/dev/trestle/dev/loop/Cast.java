package dev.trestle.dev.loop;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The application that answers, and those before it whose requests have not ended yet. */
final class Cast {
  private final Set<CompletableFuture<Void>> ending = ConcurrentHashMap.newKeySet();
  private Optional<Running> current = Optional.empty();

  Optional<Running> current() {
    return current;
  }

  /** Has one answer from now on; what answered before ends in its own time. */
  void replace(Running next) {
    retire();
    current = Optional.of(next);
  }

  /** Nobody answers from now on, and all have ended. */
  void endAll() {
    retire();
    CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new)).join();
  }

  private void retire() {
    current.ifPresent(old -> {
      CompletableFuture<Void> end = new CompletableFuture<>();
      ending.add(end);
      Thread.ofVirtual()
          .name("trestle-dev-end")
          .start(() -> {
            try {
              old.application().close();
            } finally {
              ending.remove(end);
              end.complete(null);
            }
          });
    });
    current = Optional.empty();
  }
}
