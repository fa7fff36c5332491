package dev.trestle.e2e;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The regular expressions of a source, as the compiler's parser finds them: what {@code Pattern}
 * and the methods of {@code String} take. What is known only when it runs is a word in them.
 */
final class RegularExpressions extends TreeScanner<Void, Void> {
  private static final String SOMETHING = "something";

  /** Those of {@code String} that take one, and with how many arguments at least and at most. */
  private static final Map<String, List<Integer>> OF_STRING =
      Map.of(
          "matches", List.of(1, 1),
          "split", List.of(1, 2),
          "replaceAll", List.of(2, 2),
          "replaceFirst", List.of(2, 2));

  /** What begins at the beginning only, and what asks for no more than was matched. */
  private static final Set<String> ANCHORED =
      Set.of("matches", "lookingAt", "group", "start", "end");

  private final String file;
  private final Map<String, String> constants = new HashMap<>();
  private final List<Found> found = new ArrayList<>();

  /** What is called of a pattern's matchers, by the pattern's name. */
  private final Map<String, Set<String>> calls = new HashMap<>();

  /** The pattern that a variable is the matcher of. */
  private final Map<String, String> matchers = new HashMap<>();

  private final Set<Tree> followed = Collections.newSetFromMap(new IdentityHashMap<>());
  private String variable = "";

  /**
   * One of them.
   *
   * @param name of the variable that it is; empty if it is none
   * @param anchored whether it is tried at the beginning of a text only
   */
  record Found(String file, String name, String text, int flags, boolean anchored) {}

  private RegularExpressions(String file) {
    this.file = file;
  }

  static List<Found> in(Collection<Path> sources) throws IOException {
    List<Found> all = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        RegularExpressions scanner =
            new RegularExpressions(Path.of(unit.getSourceFile().toUri()).getFileName().toString());
        scanner.scan(unit, null);
        scanner.found.stream().map(scanner::withCalls).forEach(all::add);
      }
    }
    return all;
  }

  private Found withCalls(Found one) {
    Set<String> called = calls.getOrDefault(one.name(), Set.of());
    return called.isEmpty()
        ? one
        : new Found(one.file(), one.name(), one.text(), one.flags(), ANCHORED.containsAll(called));
  }

  @Override
  public Void visitVariable(VariableTree tree, Void nothing) {
    String around = variable;
    variable = tree.getName().toString();
    if (tree.getInitializer() != null) {
      text(tree.getInitializer()).ifPresent(text -> constants.put(variable, text));
      patternOf(tree.getInitializer()).ifPresent(pattern -> matchers.put(variable, pattern));
    }
    super.visitVariable(tree, nothing);
    variable = around;
    return nothing;
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
    if (call.getMethodSelect() instanceof MemberSelectTree method) {
      String name = method.getIdentifier().toString();
      find(call, method.getExpression().toString(), name);
      follow(call, method.getExpression(), name);
    }
    return super.visitMethodInvocation(call, nothing);
  }

  private void find(MethodInvocationTree call, String receiver, String name) {
    int count = call.getArguments().size();
    List<Integer> counts = OF_STRING.getOrDefault(name, List.of(1, 0));
    if (receiver.equals("Pattern") && name.equals("compile")) {
      add(call, count > 1 ? flags(call) : 0, false);
    } else if (count >= counts.getFirst() && count <= counts.getLast()) {
      // A constant is a Pattern or a type of ours, which take no regular expression.
      if (!receiver.matches("[A-Z]\\w*") || text(call.getArguments().getFirst()).isPresent()) {
        add(call, 0, name.equals("matches"));
      }
    }
  }

  private void add(MethodInvocationTree call, int flags, boolean anchored) {
    String text =
        text(call.getArguments().getFirst())
            .orElseThrow(() -> new AssertionError(file + " says nothing of what fits: " + call));
    found.add(new Found(file, anchored ? "" : variable, text, flags, anchored));
  }

  private void follow(MethodInvocationTree call, ExpressionTree receiver, String name) {
    if (receiver instanceof IdentifierTree matcher) {
      Optional.ofNullable(matchers.get(matcher.toString()))
          .ifPresent(pattern -> called(pattern, name));
    }
    patternOf(receiver).ifPresent(pattern -> called(pattern, name));
    if (!followed.contains(call)) {
      called(receiver.toString(), name); // Of the pattern itself, or its matcher goes elsewhere.
    }
  }

  private void called(String pattern, String name) {
    calls.computeIfAbsent(pattern, key -> new HashSet<>()).add(name);
  }

  /** The name of the pattern, if this makes a matcher of it, which is followed from here on. */
  private Optional<String> patternOf(ExpressionTree tree) {
    if (tree instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree method
        && method.getIdentifier().contentEquals("matcher")) {
      followed.add(call);
      return Optional.of(method.getExpression().toString());
    }
    return Optional.empty();
  }

  private static int flags(MethodInvocationTree call) {
    int flags = 0;
    for (String name : call.getArguments().get(1).toString().split("\\|")) {
      try {
        flags |= Pattern.class.getField(name.strip().replace("Pattern.", "")).getInt(null);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError("Flags that cannot be read: " + call, e);
      }
    }
    return flags;
  }

  /** What an expression says, if at least a part of it is written there. */
  private Optional<String> text(ExpressionTree expression) {
    return switch (expression) {
      case LiteralTree literal when literal.getValue() instanceof String text -> Optional.of(text);
      case ParenthesizedTree inner -> text(inner.getExpression());
      case IdentifierTree name -> Optional.ofNullable(constants.get(name.toString()));
      case MemberSelectTree field when field.toString().equals("File.pathSeparator") ->
          Optional.of(File.pathSeparator);
      case BinaryTree both when both.getKind() == Tree.Kind.PLUS -> {
        Optional<String> left = text(both.getLeftOperand());
        Optional<String> right = text(both.getRightOperand());
        yield left.isEmpty() && right.isEmpty()
            ? Optional.empty()
            : Optional.of(left.orElse(SOMETHING) + right.orElse(SOMETHING));
      }
      case MethodInvocationTree call when call.getMethodSelect() instanceof MemberSelectTree made ->
          text(made.getExpression())
              .flatMap(text -> made(text, made.getIdentifier().toString(), call));
      default -> Optional.empty();
    };
  }

  private Optional<String> made(String text, String method, MethodInvocationTree call) {
    List<String> arguments =
        call.getArguments().stream().map(each -> text(each).orElse(SOMETHING)).toList();
    return switch (method) {
      case "formatted" -> Optional.of(text.formatted(arguments.toArray()));
      case "replace" -> Optional.of(text.replace(arguments.getFirst(), arguments.getLast()));
      default -> Optional.empty();
    };
  }
}
