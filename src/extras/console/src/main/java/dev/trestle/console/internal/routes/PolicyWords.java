package dev.trestle.console.internal.routes;

import dev.trestle.console.internal.page.Words;
import dev.trestle.spi.Caching;
import dev.trestle.spi.CrossOrigin;
import dev.trestle.spi.Policy;
import dev.trestle.spi.Rate;
import dev.trestle.spi.Transacting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a function is held to, as people say it. */
final class PolicyWords {
  private PolicyWords() {}

  static List<String> of(Policy policy) {
    List<String> words = new ArrayList<>();
    policy.timeout().ifPresent(it -> words.add("timeout " + Words.duration(it)));
    policy.bodyLimit().ifPresent(it -> words.add("body ≤ " + Words.bytes(it)));
    policy.rate().map(PolicyWords::rate).ifPresent(words::add);
    policy.caching().map(PolicyWords::caching).ifPresent(words::add);
    policy.transaction().map(PolicyWords::transaction).ifPresent(words::add);
    policy.cors().map(PolicyWords::cors).ifPresent(words::add);
    if (policy.platform()) {
      words.add("platform threads");
    }
    return List.copyOf(words);
  }

  private static String rate(Rate rate) {
    return rate.requests()
        + " in "
        + Words.duration(rate.time())
        + (rate.byClient() ? " for each client" : " in all");
  }

  private static String caching(Caching caching) {
    return "cached "
        + Words.duration(caching.fresh())
        + (caching.stale().isZero() ? "" : ", stale " + Words.duration(caching.stale()))
        + (caching.tags().isEmpty() ? "" : " as " + String.join(", ", caching.tags()));
  }

  private static String transaction(Transacting transaction) {
    return "transaction"
        + transaction
            .isolation()
            .map(it -> " " + it.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .orElse("")
        + (transaction.readOnly() ? " read-only" : "")
        + (transaction.retries() == 0 ? "" : ", " + transaction.retries() + " retries");
  }

  private static String cors(CrossOrigin cors) {
    return "CORS " + String.join(", ", cors.origins());
  }
}
