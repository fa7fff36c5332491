package dev.trestle.dev;

import java.util.List;

/** What one word on the command line does: a target of the Makefile. */
interface Command {
  /** The word. */
  String name();

  /** The options that it takes besides {@link Options#COMMON}, each like {@code --name}. */
  default List<String> options() {
    return List.of();
  }

  /**
   * Does it, and says on standard output what was done.
   *
   * @return the status that the process ends with; 0 if all is well
   * @throws IllegalArgumentException if an option's value makes no sense; the status is 2
   * @throws dev.trestle.StartException if it fails; the status is 1, as it is for what the
   *     libraries behind the commands throw for people to read
   */
  int run(Options options) throws InterruptedException;
}
