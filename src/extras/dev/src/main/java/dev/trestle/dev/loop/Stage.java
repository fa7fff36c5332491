package dev.trestle.dev.loop;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sources of one folder, compiled. What is below another stage may be used there, not the other
 * way round. Immutable.
 *
 * @param sources that were compiled
 * @param signatures of them
 * @param classes that came of it
 * @param processed whether annotation processors see these sources
 */
record Stage(Sources sources, Map<URI, Signature> signatures, Classes classes, boolean processed) {
  /** Before anything was compiled. */
  static Stage of(Path folder, boolean processed) {
    return new Stage(Sources.none(folder), Map.of(), Classes.NONE, processed);
  }

  /**
   * The same of what the sources are now; this if they have not changed. Only what changed is
   * compiled while nobody else can see the difference, else all.
   *
   * @param below what these sources may use
   * @param anew whether that is other than it was
   */
  Stage compile(Sources now, Compiler compiler, Classes below, boolean anew) throws LoopException {
    List<SourceFile> changed = changed(now);
    if (!anew && changed.isEmpty() && javaFiles(now).size() == javaFiles(sources).size()) {
      return now == sources ? this : new Stage(now, signatures, classes, processed);
    }
    if (anew || isStructural(now, changed)) {
      return all(now, compiler, below);
    }
    Classes known = below.and(classes);
    Compiler.Compiled compiled =
        isApart(changed)
            ? compiler.compileAgain(changed, known)
            : compiler.compile(changed, known, false);
    if (!agree(changed, compiled, Signature::shared)) {
      return all(now, compiler, below);
    }
    if (processed
        && !(agree(changed, compiled, Signature::whole) && isCommentedAsBefore(changed))) {
      compiled = compiler.compile(changed, known, true);
    }
    Map<URI, Signature> merged = new HashMap<>(signatures);
    merged.putAll(compiled.signatures());
    List<URI> uris = changed.stream().map(it -> it.path().toUri()).toList();
    return new Stage(now, merged, classes.with(compiled.classes(), uris), processed);
  }

  /** Whether those above this see no difference to what it was. */
  boolean isSeenAs(Stage before) {
    if (classes == before.classes) {
      return true;
    }
    return signatures.keySet().equals(before.signatures.keySet())
        && signatures.entrySet().stream()
            .allMatch(
                it -> it.getValue().shared().equals(before.signatures.get(it.getKey()).shared()));
  }

  private Stage all(Sources now, Compiler compiler, Classes below) throws LoopException {
    compiler.forget();
    Collection<SourceFile> files = javaFiles(now);
    if (files.isEmpty()) {
      return new Stage(now, Map.of(), Classes.NONE, processed);
    }
    Compiler.Compiled compiled = compiler.compile(files, below, processed);
    return new Stage(now, compiled.signatures(), compiled.classes(), processed);
  }

  /** Whether sources came, went, or hold what all others see. */
  private boolean isStructural(Sources now, List<SourceFile> changed) {
    return javaFiles(now).size() != javaFiles(sources).size()
        || changed.stream()
            .anyMatch(file ->
                !signatures.containsKey(file.path().toUri())
                    || file.path().endsWith("package-info.java")
                    || file.path().endsWith("module-info.java"));
  }

  /** Whether no other source tells of the types of these in its signature, as of most handlers. */
  private boolean isApart(List<SourceFile> changed) {
    List<URI> own = changed.stream().map(it -> it.path().toUri()).toList();
    Set<String> types =
        own.stream()
            .flatMap(uri -> signatures.get(uri).types().stream())
            .collect(Collectors.toSet());
    return signatures.entrySet().stream()
        .noneMatch(it -> !own.contains(it.getKey()) && it.getValue().tellsOf(types));
  }

  private boolean agree(
      List<SourceFile> changed, Compiler.Compiled compiled, Function<Signature, String> part) {
    return changed.stream()
        .map(file -> file.path().toUri())
        .allMatch(uri -> {
          Signature now = compiled.signatures().get(uri);
          return now != null && part.apply(now).equals(part.apply(signatures.get(uri)));
        });
  }

  /** Processors read the comments of declarations, which javac keeps for them only. */
  private boolean isCommentedAsBefore(List<SourceFile> changed) {
    return changed.stream()
        .allMatch(file -> comments(file).equals(comments(sources.files().get(file.path()))));
  }

  private static List<String> comments(SourceFile file) {
    List<String> comments = new ArrayList<>();
    String text = file.text();
    int from = text.indexOf("/**");
    while (from >= 0) {
      int end = text.indexOf("*/", from);
      int to = end < 0 ? text.length() : end;
      comments.add(text.substring(from, to));
      from = text.indexOf("/**", to);
    }
    return comments;
  }

  private List<SourceFile> changed(Sources now) {
    List<SourceFile> changed = new ArrayList<>();
    for (SourceFile file : javaFiles(now)) {
      SourceFile before = sources.files().get(file.path());
      if (before == null || (before != file && !before.digest().equals(file.digest()))) {
        changed.add(file);
      }
    }
    return changed;
  }

  private static Collection<SourceFile> javaFiles(Sources sources) {
    return sources.files().values().stream().filter(SourceFile::isJava).toList();
  }
}
