package dev.trestle.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.guide.older.Routes;
import dev.trestle.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectTest {
  @RegisterExtension static final TestDatabase database = Guide.database();

  private static Trestle start(Map<String, String> variables) {
    return Trestle.of(new Routes())
        .environment(Environment.of(variables).requireDatabase())
        .start();
  }

  @Test
  void anApplicationConnectsToTheAddressOfItsEnvironment() {
    String url = database.url().toUri();
    try (Trestle app = start(Map.of("DATABASE_URL", url, "PORT", "0"))) {
      assertThat(app.db().fetchValue("select 1")).isEqualTo(1);
    }
  }

  @Test
  void withoutAnAddressItDoesNotStart() {
    assertThatThrownBy(() -> start(Map.of()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("DATABASE_URL");
  }

  @Test
  void thePoolAndItsPoolerAreVariables() {
    String file =
        """
        DATABASE_URL_POOLER=postgresql://app@pooler:6432/shop
        DIRECT_URL=postgresql://app@db:5432/shop
        POOL_SIZE=10
        POOL_TIMEOUT_MS=5000
        """;

    Environment environment =
        Environment.of(
            file.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(it -> it[0], it -> it[1])));

    assertThat(environment.database().orElseThrow().hosts()).isEqualTo("pooler:6432");
    assertThat(environment.direct().orElseThrow().hosts()).isEqualTo("db:5432");
    assertThat(environment.poolSize()).hasValue(10);
    assertThat(environment.poolTimes().timeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aPasswordIsAskedForEachNewConnection() {
    String address = database.url().toUri();
    Supplier<String> token = database.url()::password;

    DatabaseUrl url = DatabaseUrl.parse(address).withPassword(token);

    try (Trestle app =
        Trestle.of(new Routes()).database(url).connections(it -> it.poolSize(2)).port(0).start()) {
      assertThat(app.db().fetchValue("select 1")).isEqualTo(1);
    }
  }
}
