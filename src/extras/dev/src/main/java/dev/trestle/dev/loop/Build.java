package dev.trestle.dev.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All folders of a project, compiled. Immutable.
 *
 * @param stages of which each may use those before
 */
record Build(List<Stage> stages) {

  /**
   * Before anything was compiled.
   *
   * @param generated the lowest, which no annotation processor sees
   */
  static Build of(List<Path> generated, List<Path> folders) {
    List<Stage> stages = new ArrayList<>();
    generated.forEach(folder -> stages.add(Stage.of(folder, false)));
    folders.forEach(folder -> stages.add(Stage.of(folder, true)));
    return new Build(stages);
  }

  /**
   * The same of what the sources are now.
   *
   * @throws LoopException if that cannot be compiled; then this is as good as before
   */
  Build compile(List<Sources> now, Compiler compiler) throws LoopException {
    List<Stage> next = new ArrayList<>();
    Classes below = Classes.NONE;
    boolean anew = false;
    for (int i = 0; i < stages.size(); i++) {
      Stage before = stages.get(i);
      Stage stage = before.compile(now.get(i), compiler, below, anew);
      anew |= !stage.isSeenAs(before);
      below = below.and(stage.classes());
      next.add(stage);
    }
    return new Build(List.copyOf(next));
  }

  /** What there is to load that was generated of the database. */
  Classes generated() {
    return classes(false);
  }

  /** What there is to load besides, which may use that. */
  Classes written() {
    return classes(true);
  }

  private Classes classes(boolean processed) {
    Classes all = Classes.NONE;
    for (Stage stage : stages) {
      if (stage.processed() == processed) {
        all = all.and(stage.classes());
      }
    }
    return all;
  }

  /** Whether what is loaded of another is all that would be loaded of this. */
  boolean isLoadedAs(Build other) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).classes() != other.stages.get(i).classes()) {
        return false;
      }
    }
    return true;
  }
}
