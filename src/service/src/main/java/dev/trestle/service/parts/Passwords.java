package dev.trestle.service.parts;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hashes passwords with bcrypt. For all threads.
 *
 * <p>Not Argon2id, which OWASP puts first: it takes 19 MiB for each login, and the service is to
 * run in 128.
 */
public final class Passwords {
  /** What bcrypt reads of a password; more would not count. */
  private static final int LONGEST_BYTES = 72;

  private final int cost;
  private final byte[] decoy;
  private final LongAdder computations = new LongAdder();

  private Passwords(int cost) {
    this.cost = cost;
    // As long as a salt and a hash: to compare with it takes as long, and no password has it.
    this.decoy = "$2a$%02d$%s".formatted(cost, ".".repeat(53)).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A hasher.
   *
   * @param cost 4 to 31; each step doubles the work
   * @return to be kept
   */
  public static Passwords ofCost(int cost) {
    return new Passwords(cost);
  }

  /**
   * Whether all of a password would count.
   *
   * @param password as somebody typed it
   * @return false for more than 72 bytes in UTF-8
   */
  public static boolean canHash(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES;
  }

  /**
   * What to store of a password.
   *
   * @param password that can be hashed
   * @return with salt and cost in it
   */
  public String hash(String password) {
    computations.increment();
    byte[] hash = BCrypt.withDefaults().hash(cost, password.getBytes(StandardCharsets.UTF_8));
    return new String(hash, StandardCharsets.US_ASCII);
  }

  /**
   * Whether a password is the right one. It takes one computation, whether there is a hash or not,
   * so that nobody learns by the clock who has an account.
   *
   * @param password as somebody typed it
   * @param hash that was stored, if there is any
   * @return false where there is none, or one that no password has
   */
  public boolean matches(String password, Optional<String> hash) {
    byte[] typed = password.getBytes(StandardCharsets.UTF_8);
    byte[] read = Arrays.copyOf(typed, Math.min(typed.length, LONGEST_BYTES));
    Optional<byte[]> stored =
        hash.filter(text -> text.startsWith("$2"))
            .map(text -> text.getBytes(StandardCharsets.US_ASCII));
    computations.increment();
    boolean verified = BCrypt.verifyer().verify(read, stored.orElse(decoy)).verified;
    return verified && stored.isPresent() && typed.length <= LONGEST_BYTES;
  }

  /**
   * How many hashes were computed so far, which is most of what sign-ups and logins cost.
   *
   * @return never less than before
   */
  public long computations() {
    return computations.sum();
  }
}
