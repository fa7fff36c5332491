package dev.trestle.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost/d",
        "127.0.0.1,[::1]:7,127.9.9.9/d",
        "/d",
        "localhost/d?socketFactory=org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg"
      })
  void isOfThisMachine(String address) {
    assertThat(Local.is(DatabaseUrl.parse("postgresql://u@" + address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1/d",
        "localhost,192.0.2.1/d",
        "no.such.host.invalid/d",
        "0.0.0.0/d",
        "localhost/d?PGHOST=192.0.2.1",
        "localhost/d?socketFactory=com.google.cloud.sql.X"
      })
  void isNotOfThisMachine(String address) {
    assertThat(Local.is(DatabaseUrl.parse("postgresql://u@" + address))).isFalse();
  }
}
