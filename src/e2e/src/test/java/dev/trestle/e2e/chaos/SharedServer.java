package dev.trestle.e2e.chaos;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the scenarios their {@link Server}, one for all of them, to one class after the other. */
final class SharedServer implements ParameterResolver, BeforeAllCallback, AfterAllCallback {
  /** Other classes run at once, but what one does to the server no other expects. */
  private static final Semaphore TURN = new Semaphore(1);

  @Override
  public void beforeAll(ExtensionContext context) throws InterruptedException {
    TURN.acquire();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    TURN.release();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Server.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedServer.class))
        .computeIfAbsent(Server.class, key -> Server.start(), Server.class);
  }
}
