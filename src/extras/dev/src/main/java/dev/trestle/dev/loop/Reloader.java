package dev.trestle.dev.loop;

import dev.trestle.internal.db.KeptPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;

/**
 * Compares what runs with what the files say, and makes it the same. Used by one thread at once.
 */
final class Reloader implements AutoCloseable {
  private final Project project;
  private final Optional<Schema> schema;
  private final App app;
  private final String host;
  private final KeptPool pool;
  private final Cast cast;
  private final Terminal terminal;
  private final Compiler compiler;

  private ProjectFiles files;
  private ProjectFiles glimpsed;
  private boolean schemaApplied;
  private Build build;
  private Optional<Build> running = Optional.empty();
  private Optional<LoadedClasses> loaded = Optional.empty();
  private Optional<LoopException> failure =
      Optional.of(
          new LoopException("Nothing has been started", List.of(Problem.of("Ask again.")), false));

  Reloader(
      Project project,
      Optional<Schema> schema,
      App app,
      String host,
      KeptPool pool,
      Cast cast,
      Terminal terminal) {
    this.project = project;
    this.schema = schema;
    this.app = app;
    this.host = host;
    this.pool = pool;
    this.cast = cast;
    this.terminal = terminal;
    this.compiler = new Compiler(project.classPath(), project.options());
    List<Path> generated = schema.map(Schema::generated).stream().toList();
    this.build = Build.of(generated, project.sources());
    this.schemaApplied = schema.isEmpty();
    this.files =
        ProjectFiles.none(
            schema.map(Schema::folders).orElse(List.of()),
            Stream.concat(generated.stream(), project.sources().stream()).toList(),
            project.resources());
    this.glimpsed = files;
  }

  /** Who answers a request of now, which is counted. */
  Handler enter() {
    return failure
        .<Handler>map(it -> new ErrorAnswer(it, host))
        .orElseGet(() -> cast.current().orElseThrow().hosted().enter());
  }

  /**
   * Looks at the files, and does what is to be done. What nobody asks for waits until nothing more
   * has changed since the last look: an editor may be in the middle of a file, or of several.
   *
   * @param asked whether somebody waits for an answer; then what did not start is tried again too
   */
  void look(boolean asked) {
    long began = System.nanoTime();
    try {
      ProjectFiles now = files.look();
      boolean changed = !now.isSameAs(files);
      boolean settled = asked || now.isSameAs(glimpsed);
      glimpsed = now;
      boolean again = asked && failure.isPresent() && !failure.get().isLasting();
      if (changed && settled || again) {
        accept(now);
        if (update() || failure.isPresent()) {
          terminal.loaded(Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
        failure = Optional.empty();
      } else if (!changed) {
        files = now; // What was written a moment ago need not be read for ever.
      }
    } catch (LoopException e) {
      failed(e);
    } catch (RuntimeException | Error e) {
      failed(new LoopException("Reloading failed", List.of(Problem.of(e.toString())), false));
    }
  }

  private void failed(LoopException e) {
    failure = Optional.of(e);
    terminal.failed(e);
  }

  private void accept(ProjectFiles now) {
    schemaApplied &= ProjectFiles.isSame(now.schema(), files.schema());
    if (!ProjectFiles.isSame(now.resources(), files.resources())) {
      running = Optional.empty();
    }
    files = now;
  }

  /** False if what runs is right already. */
  private boolean update() throws LoopException {
    if (!schemaApplied) {
      running = Optional.empty();
      cast.endAll();
      pool.close();
      schema.orElseThrow().apply();
      schemaApplied = true;
      files = files.lookAtJava();
    }
    build = build.compile(files.java(), compiler);
    if (running.isPresent() && cast.current().isPresent() && build.isLoadedAs(running.get())) {
      return false;
    }
    LoadedClasses classes = LoadedClasses.of(build, loaded, project.resources());
    loaded = Optional.of(classes);
    cast.replace(app.start(classes, pool));
    running = Optional.of(build);
    return true;
  }

  @Override
  public void close() {
    cast.endAll();
    compiler.close();
  }
}
