package dev.trestle.internal.javalin;

import dev.trestle.internal.app.Application;
import io.javalin.config.JavalinState;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.http.servlet.JavalinServletContext;
import io.javalin.http.servlet.TaskInitializer;
import io.javalin.plugin.Plugin;
import java.util.ArrayList;
import java.util.List;

/** Mounts an application on a Javalin server, and ends it when that server stops. */
public final class RoutePlugin extends Plugin<Void> {
  private final Application application;
  private final Runnable onStop;

  /**
   * @param application to be mounted
   * @param onStop runs once the server has stopped, or failed to start
   */
  public RoutePlugin(Application application, Runnable onStop) {
    super(null, null);
    this.application = application;
    this.onStop = onStop;
  }

  @Override
  public void onInitialize(JavalinState state) {
    state.events.serverStopped(this::stop);
    state.events.serverStopping(this::stopping);
    state.events.serverStartFailed(onStop::run);
  }

  private void stopping() {
    application.flights().beginStop();
    application.events().stop();
  }

  private void stop() {
    try {
      application.flights().finish();
    } finally {
      onStop.run();
    }
  }

  /** Takes the place of all tasks between {@code before} and the error mapping, and calls them. */
  @Override
  public void onStart(JavalinState state) {
    List<TaskInitializer<JavalinServletContext>> lifecycle = state.servletRequestLifecycle;
    int before = lifecycle.indexOf(DefaultTasks.INSTANCE.getBEFORE());
    int error = lifecycle.indexOf(DefaultTasks.INSTANCE.getERROR());
    if (before < 0 || error < before) {
      throw new IllegalStateException(
          "Trestle needs BEFORE and ERROR of Javalin's request lifecycle, in this order; leave them"
              + " in requestLifeCycle(…)");
    }
    List<TaskInitializer<JavalinServletContext>> others = lifecycle.subList(before + 1, error);
    RouteTasks routes = new RouteTasks(application, state.internalRouter, others);
    List<TaskInitializer<JavalinServletContext>> changed = new ArrayList<>();
    changed.addAll(lifecycle.subList(0, before + 1));
    changed.add(routes);
    changed.addAll(lifecycle.subList(error, lifecycle.size()));
    state.servletRequestLifecycle = changed;
  }

  /** Several applications may be mounted on one server. */
  @Override
  public boolean repeatable() {
    return true;
  }
}
