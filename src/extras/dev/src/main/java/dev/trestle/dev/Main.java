package dev.trestle.dev;

import dev.trestle.StartException;
import dev.trestle.check.CheckException;
import dev.trestle.migrate.MigrationException;
import java.util.List;
import java.util.stream.Collectors;

/** The commands of a project, called by its Makefile. */
public final class Main {
  private static final List<Command> COMMANDS =
      List.of(
          new RunCommand(),
          new DevCommand(),
          new RouteCommand(),
          new MigrateCommand(),
          new MigrateNewCommand(),
          new MigrateStatusCommand(),
          new MigrateBaselineCommand(),
          new MigrateResetCommand(),
          new MigrateCheckCommand(),
          new MigrateDiffCommand(),
          new SchemaCommand(),
          new SchemaCheckCommand(),
          new CodegenExistingCommand(),
          new SeedCommand(),
          new ImageCommand());

  private Main() {}

  /**
   * Runs one command. Exits with 1 and one sentence if it fails, with 2 if it is not understood,
   * and with the service's own status if that ends.
   *
   * @param arguments a command and its options
   */
  public static void main(String[] arguments) {
    // The tools' own chatter is not the answer to a command; what fails is said in one sentence.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN"); // Else it tells of that choice.
    try {
      List<String> words = List.of(arguments);
      Command command = find(words.isEmpty() ? "" : words.getFirst());
      System.exit(command.run(Options.parse(command, words.subList(1, words.size()))));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (StartException | MigrationException | CheckException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      System.exit(130);
    }
  }

  /** The command of that name. */
  static Command find(String name) {
    return COMMANDS.stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                (name.isEmpty() ? "A command is missing" : "There is no command '" + name + "'")
                    + "; write one of "
                    + COMMANDS.stream().map(Command::name).collect(Collectors.joining(", "))
                    + "."));
  }
}
