package dev.trestle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IcuLocaleTest {
  @RegisterExtension static final Databases databases = new Databases();

  /** From 16 on PostgreSQL does so itself, so on those this compares us with it. */
  @Test
  void anOlderFormIsTheLanguageTagThatNewerVersionsMakeOfIt() {
    assertThat(
            databases
                .schemaWith(
                    """
                    create collation a (provider = icu, locale = '@colCaseFirst=lower;colNumeric=yes');
                    create collation b (provider = icu, locale = 'de_AT@collation=phonebook');
                    create collation c (provider = icu, locale = 'fr-CA@colBackwards=yes;colStrength=secondary');
                    create collation d (provider = icu, locale = 'en_US');
                    create collation e (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                    create collation f (provider = libc, locale = 'C');
                    """)
                .toSql())
        .isEqualTo(
            """
            CREATE COLLATION public.a (provider = icu, locale = 'und-u-kf-lower-kn-true');

            CREATE COLLATION public.b (provider = icu, locale = 'de-AT-u-co-phonebk');

            CREATE COLLATION public.c (provider = icu, locale = 'fr-CA-u-kb-true-ks-level2');

            CREATE COLLATION public.d (provider = icu, locale = 'en-US');

            CREATE COLLATION public.e (provider = icu, locale = 'und-u-ks-level2', deterministic = false);

            CREATE COLLATION public.f (provider = libc, locale = 'C');
            """);
  }
}
