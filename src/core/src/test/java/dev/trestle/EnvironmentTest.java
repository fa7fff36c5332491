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
    assertThat(environment.poolSize()).isEmpty();
    assertThat(environment.replicas()).isEmpty();
    assertThat(environment.trustedProxies()).isEmpty();
    assertThat(environment.poolTimes()).isEqualTo(PoolTimes.defaults());
    assertThat(environment.database()).isEmpty();
    assertThat(environment.direct()).isEmpty();
    assertThat(environment.development()).isFalse();
    assertThat(environment.queryLog()).isEqualTo(QueryLog.OFF);
    assertThat(environment.slowQuery()).isEmpty();
    assertThatThrownBy(environment::requireDatabase)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("DATABASE_URL is not set; set it to postgresql://");
  }

  @Test
  void everyVariableOfServerAndLogIsRead() {
    Environment environment =
        Environment.of(
            Map.of(
                "PORT", "7000",
                "HOST", "0.0.0.0",
                "TRUSTED_PROXIES", "10.0.0.0/8 , ::1",
                "DEVELOPMENT", "true",
                "SHARED_LOOKUPS", "off",
                "QUERY_LOG", "redacted",
                "SLOW_QUERY_MS", "250",
                "DATABASE_URL", "postgresql://me@db/app"));

    assertThat(environment.port()).isEqualTo(7000);
    assertThat(environment.host()).isEqualTo("0.0.0.0");
    assertThat(environment.trustedProxies()).containsExactly("10.0.0.0/8", "::1");
    assertThat(environment.development()).isTrue();
    assertThat(environment.sharedLookups()).isFalse();
    assertThat(environment.queryLog()).isEqualTo(QueryLog.REDACTED);
    assertThat(environment.slowQuery()).contains(Duration.ofMillis(250));
    assertThat(environment.database().orElseThrow().database()).isEqualTo("app");
  }

  @Test
  void everyVariableOfThePoolIsRead() {
    Environment environment =
        Environment.of(
            Map.of(
                "REPLICAS", "3",
                "POOL_SIZE", "4",
                "POOL_QUEUE", "0",
                "POOL_TIMEOUT_MS", "0",
                "POOL_MAX_LIFETIME_MS", "60000",
                "POOL_KEEPALIVE_MS", "30000",
                "POOL_VALIDATION_MS", "250",
                "POOL_LEAK_MS", "60000"));

    assertThat(environment.replicas()).hasValue(3);
    assertThat(environment.poolSize()).hasValue(4);
    assertThat(environment.poolQueue()).hasValue(0);
    assertThat(environment.poolTimes())
        .isEqualTo(
            new PoolTimes(
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                Duration.ofMillis(250),
                Duration.ofMinutes(1)));
  }

  @Test
  void replicasAreAnAddressOfTheirOwn() {
    Environment environment =
        Environment.of(
            Map.of(
                "DATABASE_URL_REPLICA", "postgresql://me@two,three:5433/app",
                "REPLICA_MAX_LAG_MS", "1500"));

    assertThat(environment.readReplicas().orElseThrow().hosts()).isEqualTo("two:5432,three:5433");
    assertThat(environment.replicaMaxLag()).isEqualTo(Duration.ofMillis(1500));
    assertThat(Environment.of(Map.of()).readReplicas()).isEmpty();
    assertThat(Environment.of(Map.of()).replicaMaxLag()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void replicasThatCannotBeAreRefusedByTheNameOfTheirVariable() {
    assertThatThrownBy(() -> Environment.of(Map.of("DATABASE_URL_REPLICA", "mysql://two/app")))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("DATABASE_URL_REPLICA: ");
    assertThatThrownBy(() -> Environment.of(Map.of("REPLICA_MAX_LAG_MS", "999")))
        .isInstanceOf(StartException.class)
        .hasMessage("REPLICA_MAX_LAG_MS is '999'; set it to a number from 1000 to 3600000.");
  }

  @Test
  void whatTheAddressSaysOfThePoolCountsUnlessAVariableSaysOtherwise() {
    String url = "postgresql://me@db/app?connection_limit=3&pool_timeout=7";

    Environment said = Environment.of(Map.of("DATABASE_URL", url));
    assertThat(said.poolSize()).hasValue(3);
    assertThat(said.poolTimes().timeout()).isEqualTo(Duration.ofSeconds(7));

    Environment set =
        Environment.of(Map.of("DATABASE_URL", url, "POOL_SIZE", "5", "POOL_TIMEOUT_MS", "1500"));
    assertThat(set.poolSize()).hasValue(5);
    assertThat(set.poolTimes().timeout()).isEqualTo(Duration.ofMillis(1500));
  }

  @ParameterizedTest
  @CsvSource({
    "pooler, plain, direct, pooler, direct",
    "pooler, plain, '', pooler, plain",
    "pooler, '', '', pooler, pooler",
    "pooler, '', direct, pooler, direct",
    "'', plain, '', plain, plain",
    "'', plain, direct, plain, direct",
  })
  void requestsGoThroughThePoolerAndWhatNeedsASessionDoesNot(
      String pooler, String plain, String direct, String database, String session) {
    Environment environment =
        Environment.of(
            Map.of(
                "DATABASE_URL_POOLER", address(pooler),
                "DATABASE_URL", address(plain),
                "DIRECT_URL", address(direct)));

    assertThat(environment.database().orElseThrow().database()).isEqualTo(database);
    assertThat(environment.direct().orElseThrow().database()).isEqualTo(session);
  }

  private static String address(String database) {
    return database.isEmpty() ? "" : "postgresql://me@db/" + database;
  }

  @Test
  void aShorterLifetimeHasNoTrialsOfIdleConnectionsUnlessTheyAreSet() {
    assertThat(Environment.of(Map.of("POOL_MAX_LIFETIME_MS", "30000")).poolTimes().keepalive())
        .isZero();
  }

  @Test
  void aDeveloperIsToldOfConnectionsThatAreOutForLong() {
    assertThat(leak(Map.of("DEVELOPMENT", "true"))).isEqualTo(Duration.ofSeconds(10));
    assertThat(leak(Map.of("DEVELOPMENT", "true", "POOL_LEAK_MS", "0"))).isZero();
    assertThat(leak(Map.of())).isZero();
  }

  private static Duration leak(Map<String, String> variables) {
    return Environment.of(variables).poolTimes().leak();
  }

  @ParameterizedTest
  @CsvSource({
    "POOL_KEEPALIVE_MS, 60000, POOL_KEEPALIVE_MS is '60000'; set it to less than"
        + " POOL_MAX_LIFETIME_MS|which is 60000|or to 0.",
    "POOL_LEAK_MS, 60001, POOL_LEAK_MS is '60001'; set it to no more than"
        + " POOL_MAX_LIFETIME_MS|which is 60000|or to 0.",
  })
  void noTimeIsLongerThanTheLifeOfAConnection(String name, String value, String message) {
    assertThatThrownBy(() -> Environment.of(Map.of("POOL_MAX_LIFETIME_MS", "60000", name, value)))
        .isInstanceOf(StartException.class)
        .hasMessage(message.replace("|", ", "));
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, http, PORT is 'http'; set it to a number from 0 to 65535.",
    "PORT, 65536, PORT is '65536'; set it to a number from 0 to 65535.",
    "POOL_SIZE, 0, POOL_SIZE is '0'; set it to a number from 1 to 10000.",
    "POOL_QUEUE, -1, POOL_QUEUE is '-1'; set it to a number from 0 to 1000000.",
    "REPLICAS, two, REPLICAS is 'two'; set it to a number from 1 to 10000.",
    "POOL_TIMEOUT_MS, 249, POOL_TIMEOUT_MS is '249'; set it to 0 or a number from 250 to 3600000.",
    "POOL_MAX_LIFETIME_MS, 1h, POOL_MAX_LIFETIME_MS is '1h'; set it to 0 or a number from 30000 to"
        + " 86400000.",
    "POOL_KEEPALIVE_MS, -1, POOL_KEEPALIVE_MS is '-1'; set it to 0 or a number from 30000 to"
        + " 86400000.",
    "POOL_VALIDATION_MS, 0, POOL_VALIDATION_MS is '0'; set it to a number from 250 to 60000.",
    "POOL_LEAK_MS, 1999, POOL_LEAK_MS is '1999'; set it to 0 or a number from 2000 to 86400000.",
    "DIRECT_URL, db, DIRECT_URL: The database URL cannot be used: it does not have the form"
        + " postgresql://user:password@localhost:5432/database.",
    "DATABASE_URL_POOLER, db, DATABASE_URL_POOLER: The database URL cannot be used: it does not have"
        + " the form postgresql://user:password@localhost:5432/database.",
    "DEVELOPMENT, yes, DEVELOPMENT is 'yes'; set it to false or true.",
    "SHARED_LOOKUPS, no, SHARED_LOOKUPS is 'no'; set it to on or off.",
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
