package dev.trestle.internal.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of files that clients send, as names of files here. R45. */
class SafeNameTest {
  @ParameterizedTest
  @CsvSource({
    "t é.txt, t é.txt",
    "../../etc/passwd, passwd",
    "C:\\Users\\a\\b.txt, b.txt",
    "/, file",
    "'', file",
    ".., file",
    "..., file",
    ".htaccess, htaccess",
    "a/.., file",
    "CON, _CON",
    "nul.txt, _nul.txt",
    "com1 .log, _com1 .log",
    "console.txt, console.txt",
    "'a:b|c?.txt. ', abc.txt",
    "a／b.txt, b.txt",
  })
  void whatAFileSystemWouldTakeInAnotherWayIsTakenAway(String name, String safe) {
    assertThat(SafeName.of(name)).isEqualTo(safe);
  }

  @Test
  void controlCharactersAndTurnsOfDirectionAreTakenAway() {
    assertThat(SafeName.of("a\0b\r\n\u202Egpj.exe\u0007")).isEqualTo("abgpj.exe");
  }

  @Test
  void aLongNameIsCutAndKeepsItsExtension() {
    assertThat(SafeName.of("x".repeat(5000) + ".tar.gz")).hasSize(120).endsWith("xx.gz");
    assertThat(SafeName.of("😀".repeat(100))).hasSize(120);
    assertThat(SafeName.of("a" + "😀".repeat(100))).hasSize(119);
    assertThat(SafeName.of("a." + "b".repeat(500))).hasSize(120);
  }
}
