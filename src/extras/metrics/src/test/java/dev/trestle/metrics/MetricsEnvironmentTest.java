package dev.trestle.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.StartException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service's environment may say of its figures. */
class MetricsEnvironmentTest {
  @Test
  void nothingIsServedUnlessSomebodySaysWhere() {
    assertThat(MetricsEnvironment.of(Map.of("METRICS_PORT", " ")).port()).isEmpty();
  }

  @Test
  void theAddressIsLoopbackUnlessSaid() {
    MetricsEnvironment loopback = MetricsEnvironment.of(Map.of("METRICS_PORT", "9090"));
    assertThat(loopback.port()).hasValue(9090);
    assertThat(loopback.host()).isEqualTo("127.0.0.1");

    assertThat(MetricsEnvironment.of(Map.of("METRICS_HOST", "0.0.0.0")).host())
        .isEqualTo("0.0.0.0");
  }

  @Test
  void aWebhookIsAnAddressOfHttp() {
    assertThat(MetricsEnvironment.of(Map.of()).alarm()).isEqualTo(PoolAlarmSettings.defaults());
    assertThat(
            MetricsEnvironment.of(Map.of("POOL_ALARM_WEBHOOK", "https://example.org/hook"))
                .alarm()
                .webhook())
        .hasValue(URI.create("https://example.org/hook"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hush", "file:///hush", "https:///hush", "https://exa mple/hush", "http:hush"})
  void whatIsNoWebhookIsRefusedWithoutItsSecret(String address) {
    assertThatThrownBy(() -> MetricsEnvironment.of(Map.of("POOL_ALARM_WEBHOOK", address)))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("POOL_ALARM_WEBHOOK is no address of a webhook; set it to one like")
        .hasNoCause()
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-1", "65536", "9090;", "1e3"})
  void whatIsNoPortIsRefused(String port) {
    assertThatThrownBy(() -> MetricsEnvironment.of(Map.of("METRICS_PORT", port)))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "METRICS_PORT is '" + port + "'; set it to a number from 0 to 65535, or leave it out.");
  }
}
