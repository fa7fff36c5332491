package dev.trestle.codegen;

import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.internal.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.internal.license.VersionPrinter;
import org.jooq.Constants;

/**
 * Everything that the generated classes follow from, in one number: the migrations, the options,
 * the versions of the tools, and the generator's own code.
 */
record Fingerprint(String value) {
  private static final String FILE = ".fingerprint";

  static Fingerprint of(Codegen codegen) {
    MessageDigest digest = Sha256.begin();
    add(digest, codegen.packageName());
    add(digest, EmbeddedServer.version());
    add(digest, Constants.FULL_VERSION);
    add(digest, VersionPrinter.getVersion());
    for (Class<?> own :
        List.of(Codegen.class, Fingerprint.class, GeneratorSettings.class, JooqGenerator.class)) {
      add(digest, code(own));
    }
    for (Path file : migrations(codegen.migrations())) {
      add(digest, codegen.migrations().relativize(file).toString().replace('\\', '/'));
      add(digest, read(file));
    }
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
  }

  boolean isThatOf(Path output) {
    Path file = output.resolve(FILE);
    return Files.exists(file) && new String(read(file), StandardCharsets.UTF_8).equals(value);
  }

  /** So that a failure between the two is not taken for a success. */
  void forget(Path output) throws IOException {
    Files.deleteIfExists(output.resolve(FILE));
  }

  void remember(Path output) {
    try {
      Files.writeString(output.resolve(FILE), value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> migrations(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] code(Class<?> type) {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    add(digest, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The length first, so that what ends one part cannot begin the next. */
  private static void add(MessageDigest digest, byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
