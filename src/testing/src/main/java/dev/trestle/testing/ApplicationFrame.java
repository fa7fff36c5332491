package dev.trestle.testing;

import java.util.List;
import java.util.Optional;

/** Finds the line of the application under test that the calling thread is in. */
final class ApplicationFrame {
  /** What runs statements for somebody else. */
  private static final List<String> OTHERS =
      List.of(
          "java.",
          "jdk.",
          "org.jooq.",
          "org.postgresql.",
          "com.zaxxer.hikari.",
          "org.eclipse.jetty.",
          "io.javalin.",
          "kotlin.",
          "dev.trestle.internal.",
          "dev.trestle.query.",
          "dev.trestle.spi.");

  private ApplicationFrame() {}

  static Optional<StackTraceElement> find() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .filter(ApplicationFrame::isOfApplication)
                .map(StackWalker.StackFrame::toStackTraceElement)
                .findFirst());
  }

  private static boolean isOfApplication(StackWalker.StackFrame frame) {
    String name = frame.getClassName();
    return frame.getLineNumber() > 0
        && OTHERS.stream().noneMatch(name::startsWith)
        && !isOfKit(name)
        && !name.endsWith(".Routes"); // What is generated calls for the application.
  }

  private static boolean isOfKit(String name) {
    return name.equals(ApplicationFrame.class.getName())
        || name.equals(Statement.class.getName())
        || name.startsWith(Journal.class.getName());
  }
}
