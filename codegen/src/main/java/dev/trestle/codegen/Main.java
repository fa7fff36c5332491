package dev.trestle.codegen;

import dev.trestle.StartException;
import dev.trestle.migrate.MigrationException;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The generator as a command: {@code --migrations db/migrations --package com.example.db --output
 * target/generated-sources/jooq}.
 */
public final class Main {
  private static final Set<String> OPTIONS = Set.of("--migrations", "--package", "--output");

  private Main() {}

  /**
   * Generates, or tells that nothing has changed.
   *
   * @param arguments the three options, each followed by its value
   * @throws IllegalStateException with one sentence if it fails, so that a build stops
   */
  public static void main(String[] arguments) {
    keepJarsApart();
    try {
      Codegen codegen = parse(arguments);
      System.out.println(
          codegen.run()
              ? "jOOQ classes generated into " + codegen.output()
              : "jOOQ classes are up to date");
    } catch (MigrationException | StartException | IllegalArgumentException e) {
      IllegalStateException failure = new IllegalStateException(e.getMessage());
      failure.addSuppressed(e); // Of a cause Maven would print all lines behind ours.
      throw failure;
    }
  }

  /**
   * A build may run several generators in one JVM at once, each in a class loader of its own that
   * is closed at the end. The JVM has one cache of opened jars for all of them, so the first to end
   * would close what the others read.
   */
  private static void keepJarsApart() {
    URLConnection.setDefaultUseCaches("jar", false);
  }

  private static Codegen parse(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "'" + arguments[i] + "' is not understood; the options are " + usage());
      }
      options.put(arguments[i], arguments[i + 1]);
    }
    if (!options.keySet().equals(OPTIONS)) {
      throw new IllegalArgumentException("An option is missing; all are needed: " + usage());
    }
    return new Codegen(
        Path.of(options.get("--migrations")),
        options.get("--package"),
        Path.of(options.get("--output")));
  }

  private static String usage() {
    return "--migrations DIR --package NAME --output DIR";
  }
}
