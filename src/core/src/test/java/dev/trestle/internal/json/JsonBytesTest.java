package dev.trestle.internal.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.HttpError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that a parser would take, and nobody after it. */
class JsonBytesTest {
  @ParameterizedTest
  @CsvSource({
    "'\"\\ud800\"', \\ud800 at byte 1",
    "'\"a\\uDFFFb\"', \\udfff at byte 2",
    "'\"\\ud83d\\ud83d\"', \\ud83d at byte 1",
    "'\"\\ud83d\\u0041\"', \\ud83d at byte 1",
    "'\"\\ud83d', \\ud83d at byte 1",
    "'\"\\\\\\ud83d\"', \\ud83d at byte 3",
  })
  void halfOfACharacterIsNamed(String json, String what) {
    assertThatThrownBy(() -> JsonBytes.check(json.getBytes(UTF_8)))
        .isInstanceOfSatisfying(HttpError.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessage("The body holds " + what + ", half of a surrogate pair; send whole characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\\ud83d\\uDE00\"", "\"\\\\ud800\"", "\"\\u00e9\"", "\"é你😀\"", "\"\\u", "\\"})
  void wholeCharactersAndWhatTheParserRefusesPass(String json) {
    JsonBytes.check(json.getBytes(UTF_8));
  }

  /** An overlong slash, an overlong NUL, a surrogate, beyond Unicode, cut off, alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0af",
        "c080",
        "e080af",
        "f08080af",
        "eda080",
        "f4908080",
        "f5808080",
        "ff",
        "c3",
        "e4bd",
        "f09f98",
        "80",
        "00"
      })
  void whatIsNotUtf8IsRefusedWhereItIs(String hex) {
    byte[] body = HexFormat.of().parseHex("2261" + hex);

    assertThatThrownBy(() -> JsonBytes.check(body))
        .isInstanceOf(HttpError.class)
        .hasMessage("The body is not UTF-8 at byte 2; JSON is sent in UTF-8");
  }

  @Test
  void otherEncodingsThatTheParserWouldFindOutAreRefused() {
    for (byte[] body : new byte[][] {"{}".getBytes(UTF_16LE), "{}".getBytes(UTF_16BE)}) {
      assertThatThrownBy(() -> JsonBytes.check(body)).isInstanceOf(HttpError.class);
    }
  }

  @Test
  void theJdkAgreesAboutWhatIsUtf8() {
    Random random = new Random(5);
    byte[] bytes = new byte[6];
    for (int i = 0; i < 200_000; i++) {
      random.nextBytes(bytes);
      bytes[0] |= (byte) 0x80;
      String text = new String(bytes, ISO_8859_1);
      boolean expected = isUtf8(bytes) && text.indexOf(0) < 0;
      assertThat(passes(bytes)).as(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
    }
  }

  private static boolean passes(byte[] body) {
    try {
      JsonBytes.check(body);
      return true;
    } catch (HttpError e) {
      return false;
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
