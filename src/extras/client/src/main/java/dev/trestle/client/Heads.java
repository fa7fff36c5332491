package dev.trestle.client;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the head of the last answer. */
final class Heads {
  private final AtomicReference<HttpResponse<?>> last = new AtomicReference<>();

  void came(HttpResponse<?> answer) {
    last.set(answer);
  }

  <T> Answered<T> with(T value) {
    HttpResponse<?> head = last.get();
    if (head == null) {
      throw new IllegalStateException(
          "The call made no request through the client that it was given; use that one in it");
    }
    return new Answered<>(value, head.statusCode(), head.headers());
  }
}
