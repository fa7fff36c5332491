package dev.trestle.internal.javalin;

import dev.trestle.internal.app.Application;
import dev.trestle.internal.call.Dispatcher;
import dev.trestle.internal.exchange.Exchange;
import dev.trestle.internal.jetty.CompletedRequestLog;
import dev.trestle.internal.router.Routing;
import io.javalin.http.HandlerType;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.JavalinServletContext;
import io.javalin.http.servlet.SubmitOrder;
import io.javalin.http.servlet.Task;
import io.javalin.http.servlet.TaskInitializer;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import java.util.List;
import java.util.Optional;
import kotlin.Unit;
import kotlin.jvm.functions.Function2;

/**
 * Our routes in Javalin's request lifecycle, in the place of its endpoints: after {@code before},
 * ahead of error mapping and {@code after}. What is not ours goes on to Javalin's own.
 *
 * <p>Javalin's matcher is not used because it scans one regular expression per route, and the first
 * registered wins; {@code beforeMatched} and {@code afterMatched} still run around our functions.
 */
final class RouteTasks implements TaskInitializer<JavalinServletContext> {
  private final Application application;
  private final Dispatcher dispatcher;
  private final InternalRouter router;
  private final List<TaskInitializer<JavalinServletContext>> others;

  RouteTasks(
      Application application,
      InternalRouter router,
      List<TaskInitializer<JavalinServletContext>> others) {
    this.application = application;
    this.dispatcher = new Dispatcher(application);
    this.router = router;
    this.others = List.copyOf(others);
  }

  @Override
  public void createTasks(
      Function2<? super SubmitOrder, ? super Task, Unit> submit,
      JavalinServlet servlet,
      JavalinServletContext context,
      String path) {
    Optional<Routing.Target> target = application.routing().find(context.req().getMethod(), path);
    if (target.isEmpty()) {
      others.forEach(other -> other.createTasks(submit, servlet, context, path));
      return;
    }
    boolean matched = target.get().match().isPresent();
    if (matched && application.watch().isPresent()) {
      String route = target.get().match().get().route().template();
      CompletedRequestLog.routed(ServletExchange.jetty(context), route);
    }
    if (matched) {
      around(HandlerType.BEFORE_MATCHED, true, submit, servlet, context, path);
    }
    Exchange exchange = new ServletExchange(context, router, application.guest());
    submit(submit, true, () -> dispatcher.answer(exchange, target.get()));
    if (matched) {
      around(HandlerType.AFTER_MATCHED, false, submit, servlet, context, path);
    }
  }

  private static void around(
      HandlerType type,
      boolean skippable,
      Function2<? super SubmitOrder, ? super Task, Unit> submit,
      JavalinServlet servlet,
      JavalinServletContext context,
      String path) {
    for (ParsedEndpoint endpoint : servlet.getRouter().findHttpHandlerEntries(type, path)) {
      submit(submit, skippable, () -> endpoint.handle(context, path));
    }
  }

  private static void submit(
      Function2<? super SubmitOrder, ? super Task, Unit> submit, boolean skippable, Runnable task) {
    submit.invoke(
        SubmitOrder.LAST,
        new Task(
            skippable,
            () -> {
              task.run();
              return Unit.INSTANCE;
            }));
  }
}
