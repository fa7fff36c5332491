package dev.trestle.migrate;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Begins a new migration. */
public final class MigrationFile {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*+");
  private static final Pattern FILE = Pattern.compile("V(\\d+)(?:[._]\\d+)*+__.*\\.sql");

  private MigrationFile() {}

  /**
   * Makes an empty file with the version after the highest one there.
   *
   * @param folder of the migrations; must exist
   * @param name what it does, in lower-case words separated by underscores: {@code add_user_phone}
   * @return the new file
   * @throws IllegalArgumentException if the name is not of that form, or the folder is none
   * @throws MigrationException if the file cannot be written
   */
  public static Path create(Path folder, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of a migration; use lower-case words and underscores, like"
              + " add_user_phone.");
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("There is no folder " + folder + "; make it first.");
    }
    try (Stream<Path> files = Files.list(folder)) {
      BigInteger highest =
          files.map(MigrationFile::version).reduce(BigInteger.ZERO, BigInteger::max);
      Path file = folder.resolve("V" + highest.add(BigInteger.ONE) + "__" + name + ".sql");
      String title =
          name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('_', ' ');
      return Files.writeString(file, "-- " + title + ".\n", StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new MigrationException("No migration can be begun in " + folder + ": " + e + ".", e);
    }
  }

  /** Of any size: some number their migrations by the time, to the second or finer. */
  private static BigInteger version(Path file) {
    Matcher matcher = FILE.matcher(file.getFileName().toString());
    return matcher.matches() ? new BigInteger(matcher.group(1)) : BigInteger.ZERO;
  }
}
