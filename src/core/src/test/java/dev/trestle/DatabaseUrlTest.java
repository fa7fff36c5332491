package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://me@db/app, jdbc:postgresql://db:5432/app",
    "postgres://me@db:6432/app, jdbc:postgresql://db:6432/app",
    "jdbc:postgresql://db/app?user=me, jdbc:postgresql://db:5432/app",
    "postgresql://me@/app, jdbc:postgresql://localhost:5432/app",
    "postgresql://me@db, jdbc:postgresql://db:5432/me",
    "postgresql://me@[::1]:5433/app, jdbc:postgresql://[::1]:5433/app",
    "postgresql://me@db/app?sslmode=require, jdbc:postgresql://db:5432/app?sslmode=require",
    "postgresql://me@db/app?connect_timeout=3, jdbc:postgresql://db:5432/app?connectTimeout=3",
    "postgresql://me@db/app?pgbouncer=true, jdbc:postgresql://db:5432/app?prepareThreshold=0",
    "postgresql://me@db/app?pgbouncer=false, jdbc:postgresql://db:5432/app",
    "postgresql://me@db/app?connection_limit=5&pool_timeout=2, jdbc:postgresql://db:5432/app",
    "postgresql://me@db/app?socket_timeout=9, jdbc:postgresql://db:5432/app?socketTimeout=9",
    "postgresql://me@db/app?statement_cache_size=0,"
        + " jdbc:postgresql://db:5432/app?preparedStatementCacheQueries=0",
    "postgresql://me@db/a%20b%2Fc, jdbc:postgresql://db:5432/a%20b%2Fc",
  })
  void everyFormBecomesAJdbcUrl(String url, String jdbcUrl) {
    assertThat(DatabaseUrl.parse(url).jdbcUrl()).isEqualTo(jdbcUrl);
  }

  @ParameterizedTest
  @CsvSource({
    "'', connectTimeout=2&targetServerType=primary",
    "?targetServerType=any, connectTimeout=2&targetServerType=any",
    "?connect_timeout=9, connectTimeout=9&targetServerType=primary",
    "?target_session_attrs=read-write, connectTimeout=2&targetServerType=primary",
    "?target_session_attrs=standby, connectTimeout=2&targetServerType=secondary",
    "?target_session_attrs=prefer-standby, connectTimeout=2&targetServerType=preferSecondary",
  })
  void ofSeveralHostsThatOneIsMeantWhichTakesWrites(String parameters, String driver) {
    assertThat(DatabaseUrl.parse("postgresql://me@a,b:6000/app" + parameters).jdbcUrl())
        .isEqualTo("jdbc:postgresql://a:5432,b:6000/app?" + driver);
  }

  @Test
  void aKindOfServerThatIsNoneIsRefused() {
    assertThatThrownBy(
            () -> DatabaseUrl.parse("postgresql://me@a,b/app?target_session_attrs=readwrite"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The database URL cannot be used: its target_session_attrs is 'readwrite'; write any,"
                + " prefer-standby, primary, read-only, read-write, standby.");
  }

  @Test
  void severalHostsAreKeptInOrder() {
    assertThat(DatabaseUrl.parse("postgresql://me@a,b:6000/app").hosts())
        .isEqualTo("a:5432,b:6000");
  }

  @Test
  void userAndPasswordAreDecodedAndThePasswordIsNeverShown() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://m%40e:s+%2F%3Acret@db/app?sslmode=disable");

    assertThat(url.user()).isEqualTo("m@e");
    assertThat(url.password()).isEqualTo("s+/:cret");
    assertThat(url.jdbcUrl()).doesNotContain("cret");
    assertThat(url).hasToString("postgresql://m%40e:***@db:5432/app?sslmode=disable");
    assertThat(DatabaseUrl.parse(url.toUri()).password()).isEqualTo("s+/:cret");
  }

  @Test
  void aPasswordThatChangesIsAskedForEachTimeAndNotToBeShown() {
    AtomicInteger asked = new AtomicInteger();
    DatabaseUrl url =
        DatabaseUrl.parse("postgresql://me:old@db/app")
            .withPassword(() -> "token " + asked.incrementAndGet())
            .withDatabase("other");

    assertThat(url).hasToString("postgresql://me:***@db:5432/other");
    assertThat(asked).hasValue(0);
    assertThat(url.password()).isEqualTo("token 1");
    assertThat(url.toUri()).isEqualTo("postgresql://me:token%202@db:5432/other");
  }

  @Test
  void aPasswordAmongTheParametersCountsAndIsNotShownEither() {
    DatabaseUrl url = DatabaseUrl.parse("jdbc:postgresql://db/app?user=me&password=secret");

    assertThat(url.password()).isEqualTo("secret");
    assertThat(url.toString() + url.jdbcUrl()).doesNotContain("secret");
  }

  @Test
  void whatItSaysOfAPoolIsToldAndHandedOn() {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql://me@db/app?pool_timeout=0&pgbouncer=true&connection_limit=10000");

    assertThat(url.connectionLimit()).hasValue(10_000);
    assertThat(url.poolTimeout()).contains(Duration.ZERO);
    assertThat(url.withDatabase("other").toUri())
        .isEqualTo(
            "postgresql://me@db:5432/other?connection_limit=10000&pgbouncer=true&pool_timeout=0"
                + "&prepareThreshold=0");
    DatabaseUrl plain = DatabaseUrl.parse("postgresql://me@db/app");
    assertThat(plain.connectionLimit()).isEmpty();
    assertThat(plain.poolTimeout()).isEmpty();
    assertThat(url.withDatabase("other").throughPooler()).contains(true);
    assertThat(DatabaseUrl.parse(url.toUri() + "&pgbouncer=false").throughPooler()).contains(false);
    assertThat(plain.throughPooler()).isEmpty();
  }

  @Test
  void aSecretParameterIsMaskedButPassedOn() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://me@db/app?sslpassword=secret");

    assertThat(url.toString()).endsWith("?sslpassword=***");
    assertThat(url.jdbcUrl()).endsWith("?sslpassword=secret");
    assertThat(url.toUri()).endsWith("?sslpassword=secret");
  }

  @Test
  void anotherDatabaseKeepsServerAndLogin() {
    assertThat(DatabaseUrl.parse("postgresql://me:pw@db/app").withDatabase("other").toUri())
        .isEqualTo("postgresql://me:pw@db:5432/other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "localhost:5432/app | does not have the form postgresql://user:password@localhost",
        "mysql://me@db/app | does not have the form",
        "`` | does not have the form",
        "postgresql://db/app | it names no user",
        "postgresql://me@db:0/app | port 0 is not between 1 and 65535",
        "postgresql://me@db:99999/app | port 99999 is not between 1 and 65535",
        "postgresql://me@db/app?sslMode=require | 'sslMode'; see the connection parameters of"
            + " pgjdbc (did you mean 'sslmode'?)",
        "postgresql://me@db/app?nonsense=1 | unknown parameter 'nonsense'",
        "postgresql://me@db/app?Connection_Limit=1 | (did you mean 'connection_limit'?)",
        "postgresql://me@db/app?connection_limit=0 | its connection_limit is '0'; write a number"
            + " from 1 to 10000",
        "postgresql://me@db/app?pool_timeout=1s | its pool_timeout is '1s'; write a number from 0 to"
            + " 3600",
        "postgresql://me@db/app?pgbouncer=1 | its pgbouncer is '1'; write true or false",
        "postgresql://me@db/app?pgbouncer=true&readOnlyMode=always | its readOnlyMode is 'always',"
            + " which makes a session read-only",
        "postgresql://me:100%@db/app | a '%' in its password starts no escape",
      })
  void aWrongOneIsRefusedInOneSentence(String url, String message) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The database URL cannot be used: ")
        .hasMessageContaining(message.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://me:hun/ter2@db/app",
        "postgresql://me:hun?ter2@db/app",
        "postgresql://me:hunter2@db:x/app",
        "postgresql://me:hunter2%zz@db/app",
        "postgresq://me:hunter2@db/app",
        "postgresql://me:hunter2@db/app?user%zz=1",
      })
  void noRefusalRepeatsThePassword(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hun")
        .hasMessageNotContaining("ter2");
  }
}
