package dev.trestle.dev.loop;

import java.util.List;
import java.util.stream.Collectors;

/** Why there is nothing that could answer: for the terminal, and as the answer. */
public final class LoopException extends Exception {
  private static final long serialVersionUID = 1;

  private final String title;
  private final transient List<Problem> problems;
  private final boolean lasting;

  /**
   * @param title what failed, in some words
   * @param problems why, at least one
   * @param lasting whether it stays so until a file changes, so that it need not be tried again
   */
  public LoopException(String title, List<Problem> problems, boolean lasting) {
    super(title);
    this.title = title;
    this.problems = List.copyOf(problems);
    this.lasting = lasting;
  }

  /**
   * What failed.
   *
   * @return in some words, without a full stop
   */
  public String title() {
    return title;
  }

  /**
   * Why.
   *
   * @return at least one
   */
  public List<Problem> problems() {
    return problems;
  }

  boolean isLasting() {
    return lasting;
  }

  /**
   * For the terminal.
   *
   * @return several lines
   */
  public String text() {
    return title + ":\n" + problems.stream().map(Problem::text).collect(Collectors.joining("\n"));
  }
}
