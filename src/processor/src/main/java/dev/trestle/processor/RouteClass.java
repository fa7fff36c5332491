package dev.trestle.processor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;

/**
 * A {@code Route} and where it answers.
 *
 * @param element the class
 * @param url where
 * @param verbs the functions it has
 * @param policies by verb, the expression of what it is held to, where there is anything
 */
record RouteClass(
    TypeElement element, RouteUrl url, List<String> verbs, Map<String, String> policies) {
  /** The verbs whose answers are kept. */
  Set<String> cached() {
    return with(CachedPolicy.CALL);
  }

  /** The verbs that run in a transaction. */
  Set<String> transactional() {
    return with(TransactionalPolicy.CALL);
  }

  /** Whether a policy is written into the binding too, and not into the table only. */
  boolean isBoundByPolicy() {
    return !cached().isEmpty() || !transactional().isEmpty();
  }

  private Set<String> with(String call) {
    return policies.entrySet().stream()
        .filter(policy -> policy.getValue().contains("." + call))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  String name() {
    return element.getQualifiedName().toString();
  }
}
