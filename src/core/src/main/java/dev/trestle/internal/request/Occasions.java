package dev.trestle.internal.request;

import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.exchange.ExchangeRequest;
import java.util.Map;
import java.util.Optional;

/** What is told of a request. */
public final class Occasions {
  private Occasions() {}

  public static Occasion of(ExchangeRequest request, String requestId, Optional<String> route) {
    return new Occasion(requestId, request.method(), path(request), route, request.headers());
  }

  /** Kept for longer than the request, so without its headers. */
  public static Occasion lasting(ExchangeRequest request, String requestId, String route) {
    return new Occasion(requestId, request.method(), path(request), Optional.of(route), Map.of());
  }

  private static String path(ExchangeRequest request) {
    return request.path() + request.query().map(query -> "?" + query).orElse("");
  }

  /** What types the client accepts, from all of its headers. */
  public static String accept(ExchangeRequest request) {
    return String.join(",", request.headers("Accept"));
  }
}
