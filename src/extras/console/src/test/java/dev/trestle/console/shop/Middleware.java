package dev.trestle.console.shop;

import dev.trestle.Next;
import dev.trestle.Response;

/** Around all of it. */
public final class Middleware {
  private Middleware() {}

  public static Response around(Next next) throws Exception {
    return next.proceed().withDefaultHeader("X-Shop", "open");
  }
}
