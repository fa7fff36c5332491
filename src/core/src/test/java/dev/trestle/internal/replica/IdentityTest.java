package dev.trestle.internal.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.internal.replica.Probe.Identity;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private final Identity primary = new Identity(1, "7301", "app");

  @Test
  void aReplicaIsOfThePrimarysClusterAndDatabaseWheneverItWasStarted() {
    assertThat(new Identity(2, "7301", "app").whyNot(primary)).isEmpty();
  }

  @Test
  void aReplicaOfAnotherServerIsTold() {
    assertThat(new Identity(2, "7302", "app").whyNot(primary))
        .hasValue("it does not follow the server of DATABASE_URL, but another one");
  }

  @Test
  void anotherDatabaseIsTold() {
    assertThat(new Identity(2, "7301", "other").whyNot(primary))
        .hasValue("its database is 'other', and that of DATABASE_URL is 'app'");
  }
}
