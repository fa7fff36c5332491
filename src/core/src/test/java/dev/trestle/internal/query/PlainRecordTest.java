package dev.trestle.internal.query;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.query.Mapping;
import dev.trestle.query.function.RowFunctions;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What can be told of a mapping, and of the record that it makes. */
class PlainRecordTest {
  record Plain(UUID id, int number, long big, double share, boolean done, List<String> tags) {}

  /** More components than the short instructions reach, and wide ones. */
  record Long9(long a, double b, long c, float d, char e, byte f, short g, String h, int[] i) {}

  record Checked(String name) {
    Checked {
      if (name == null) {
        throw new IllegalArgumentException("name");
      }
    }
  }

  record Changed(String name) {
    Changed(String name) {
      this.name = name == null ? "" : name;
    }
  }

  record Swapped(String first, String last) {
    Swapped(String first, String last) {
      this.first = last;
      this.last = first;
    }
  }

  record Explicit(String first, String last) {
    Explicit(String first, String last) {
      this.first = first;
      this.last = last;
    }
  }

  record Masked(String name) {
    @Override
    public String name() {
      return "***";
    }
  }

  record More(String name) {
    More(String first, String last) {
      this(first + last);
    }

    static More of(String name) {
      return new More(name.strip());
    }

    String upper() {
      return name.toUpperCase(Locale.ROOT);
    }
  }

  private static boolean isPlain(Mapping<?, ?> mapping) {
    return RowConstructor.of(mapping).filter(PlainRecord::isMadeBy).isPresent();
  }

  @Test
  void aRecordWithoutCodeIsPlain() {
    assertThat(isPlain(mapping(Plain::new))).isTrue();
    assertThat(isPlain(mapping(Long9::new))).isTrue();
  }

  @Test
  void codeThatDoesWhatTheCompilerWouldIsPlain() {
    assertThat(isPlain(mapping(Explicit::new))).isTrue();
  }

  @Test
  void otherMethodsDoNotMatter() {
    assertThat(isPlain(ofOne(More::new))).isTrue();
  }

  private static Mapping<?, More> ofOne(RowFunctions.Of1<String, More> function) {
    return mapping(function);
  }

  private static Mapping<?, More> ofTwo(RowFunctions.Of2<String, String, More> function) {
    return mapping(function);
  }

  @Test
  void codeInTheConstructorIsNotPlain() {
    assertThat(isPlain(mapping(Checked::new))).isFalse();
    assertThat(isPlain(mapping(Changed::new))).isFalse();
    assertThat(isPlain(mapping(Swapped::new))).isFalse();
  }

  @Test
  void codeInAnAccessorIsNotPlain() {
    assertThat(isPlain(mapping(Masked::new))).isFalse();
  }

  @Test
  void onlyTheCanonicalConstructorIsOne() {
    assertThat(RowConstructor.of(ofOne(name -> new More(name)))).isEmpty();
    assertThat(RowConstructor.of(ofOne(More::of))).isEmpty();
    assertThat(RowConstructor.of(ofTwo(More::new))).isEmpty();
    assertThat(RowConstructor.of(value())).isEmpty();
  }
}
