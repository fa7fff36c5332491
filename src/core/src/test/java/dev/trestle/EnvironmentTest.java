package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.query.QueryLog;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
  @Test
  void anEmptyOneHasTheDefaults() {
    Environment environment = Environment.of(Map.of("PORT", "", "DATABASE_URL", " "));

    assertThat(environment.port()).isEqualTo(8080);
    assertThat(environment.host()).isEqualTo("127.0.0.1");
    assertThat(environment.poolSize()).isEqualTo(10);
    assertThat(environment.trustedProxies()).isEmpty();
    assertThat(environment.database()).isEmpty();
    assertThat(environment.development()).isFalse();
    assertThat(environment.queryLog()).isEqualTo(QueryLog.OFF);
    assertThat(environment.slowQuery()).isEmpty();
    assertThatThrownBy(environment::requireDatabase)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("DATABASE_URL is not set; set it to postgresql://");
  }

  @Test
  void everyVariableIsRead() {
    Environment environment =
        Environment.of(
            Map.of(
                "PORT", "7000",
                "HOST", "0.0.0.0",
                "TRUSTED_PROXIES", "10.0.0.0/8 , ::1",
                "POOL_SIZE", "4",
                "DEVELOPMENT", "true",
                "QUERY_LOG", "redacted",
                "SLOW_QUERY_MS", "250",
                "DATABASE_URL", "postgresql://me@db/app"));

    assertThat(environment.port()).isEqualTo(7000);
    assertThat(environment.host()).isEqualTo("0.0.0.0");
    assertThat(environment.trustedProxies()).containsExactly("10.0.0.0/8", "::1");
    assertThat(environment.poolSize()).isEqualTo(4);
    assertThat(environment.development()).isTrue();
    assertThat(environment.queryLog()).isEqualTo(QueryLog.REDACTED);
    assertThat(environment.slowQuery()).contains(Duration.ofMillis(250));
    assertThat(environment.database().orElseThrow().database()).isEqualTo("app");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, http, PORT is 'http'; set it to a number from 0 to 65535.",
    "PORT, 65536, PORT is '65536'; set it to a number from 0 to 65535.",
    "POOL_SIZE, 0, POOL_SIZE is '0'; set it to a number from 1 to 10000.",
    "DEVELOPMENT, yes, DEVELOPMENT is 'yes'; set it to false or true.",
    "QUERY_LOG, on, QUERY_LOG is 'on'; set it to off or redacted or values.",
    "SLOW_QUERY_MS, -1, SLOW_QUERY_MS is '-1'; set it to a number from 0 to 3600000.",
    "DATABASE_URL, db, DATABASE_URL: The database URL cannot be used: it does not have the form"
        + " postgresql://user:password@localhost:5432/database.",
  })
  void aWrongValueIsNamedWithWhatToSet(String name, String value, String message) {
    assertThatThrownBy(() -> Environment.of(Map.of(name, value)))
        .isInstanceOf(StartException.class)
        .hasMessage(message);
  }

  @Test
  void aTrustedProxyIsAnAddressOrASubnet() {
    assertThatThrownBy(() -> Environment.of(Map.of("TRUSTED_PROXIES", "10.0.0.1, lb")))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "TRUSTED_PROXIES: 'lb' is no trusted proxy; write an address like 10.0.0.1, a subnet like"
                + " 10.0.0.0/8 or fd00::/8, or unix.");
  }
}
