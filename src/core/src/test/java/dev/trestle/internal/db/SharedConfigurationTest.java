package dev.trestle.internal.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import com.sun.management.ThreadMXBean;
import dev.trestle.Postgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.CacheProvider;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.TransactionContext;
import org.jooq.TransactionListener;
import org.jooq.conf.Settings;
import org.jooq.impl.CacheType;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultTransactionProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SharedConfigurationTest {
  @RegisterExtension static final Postgres postgres = new Postgres();

  private final Configuration plain =
      new DefaultConfiguration()
          .set(postgres.dataSource())
          .set(SQLDialect.POSTGRES)
          .set(new LeanTransactions());
  private final Configuration shared = SharedConfiguration.of(plain);

  private static int one(DSLContext db) {
    return db.select(inline(1)).fetchSingle().value1();
  }

  private static int oneInTransaction(Configuration configuration) {
    return configuration.dsl().transactionResult(tx -> one(tx.dsl()));
  }

  @Test
  void transactionsHaveItsSettingsItself() {
    Settings settings = shared.settings();

    shared
        .dsl()
        .transaction(tx -> {
          assertThat(tx.settings()).isSameAs(settings);
          tx.dsl()
              .transaction(nested -> {
                assertThat(nested.settings()).isSameAs(settings);
                assertThat(one(nested.dsl())).isEqualTo(1);
              });
        });
  }

  @Test
  void derivingAllocatesATenthOfWhatItDoesWithClonedSettings() {
    long cloned = allocated(plain::derive);

    assertThat(allocated(shared::derive)).isLessThan(cloned / 10);
  }

  private static long allocated(Supplier<Configuration> work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Configuration last = work.get();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      last = work.get();
    }
    long after = threads.getCurrentThreadAllocatedBytes();
    assertThat(last.dialect()).isEqualTo(SQLDialect.POSTGRES);
    return after - before;
  }

  @Test
  void derivedSettingsAreThoseOfOneConfigurationOnly() {
    Configuration other = shared.deriveSettings(settings -> settings.withRenderSchema(false));

    assertThat(other.settings().isRenderSchema()).isFalse();
    assertThat(other.connectionProvider()).isSameAs(shared.connectionProvider());
    assertThat(shared.settings().isRenderSchema()).isTrue();
    Settings within = other.dsl().transactionResult(Configuration::settings);
    assertThat(within).isSameAs(other.settings());
  }

  @Test
  void whatATransactionSetsIsItsOwn() {
    List<String> heard = new ArrayList<>();
    ExecuteListener listener =
        new ExecuteListener() {
          private static final long serialVersionUID = 1;

          @Override
          public void executeStart(ExecuteContext context) {
            heard.add(context.sql());
          }
        };

    shared
        .dsl()
        .transaction(tx -> {
          tx.set(listener);
          tx.set(tx.settings().withRenderSchema(true));
          tx.data("key", "value");
          one(tx.dsl());
        });

    one(shared.dsl());
    assertThat(heard).containsExactly("select 1");
    assertThat(shared.data("key")).isNull();
    assertThat(shared.executeListenerProviders()).isEmpty();
  }

  @Test
  void transactionListenersHearBothEnds() {
    List<String> heard = new ArrayList<>();
    TransactionListener listener =
        new TransactionListener() {
          @Override
          public void beginEnd(TransactionContext context) {
            heard.add("begin");
          }

          @Override
          public void commitEnd(TransactionContext context) {
            heard.add("commit");
          }
        };

    assertThat(oneInTransaction(shared.derive(listener))).isEqualTo(1);

    assertThat(heard).containsExactly("begin", "commit");
  }

  @Test
  void dataIsThatOfTheMomentOfDeriving() {
    shared.data("key", "first");
    Configuration derived = shared.derive();

    shared.data("key", "second");
    derived.data().put("other", "third");

    assertThat(derived.data("key")).isEqualTo("first");
    assertThat(shared.data("key")).isEqualTo("second");
    assertThat(shared.data("other")).isNull();
  }

  @Test
  void otherTransactionsAreOnAConfigurationOfJooqs() {
    Configuration other =
        shared.derive(new DefaultTransactionProvider(shared.connectionProvider()));

    assertThat(other).isInstanceOf(DefaultConfiguration.class);
    assertThat(oneInTransaction(other)).isEqualTo(1);
    assertThatThrownBy(
            () -> shared.set(new DefaultTransactionProvider(shared.connectionProvider())))
        .hasMessage(
            "This configuration is shared and has transactions of its own; for those of"
                + " org.jooq.impl.DefaultTransactionProvider write configuration.derive(provider)"
                + " in place of configuration.set(provider)");
  }

  record Pair(int left, String right) {}

  @Test
  void whatJooqLearnsOfAClassIsKnownToAllThatAreDerived() {
    List<CacheType> made = new ArrayList<>();
    CacheProvider caches = plain.cacheProvider();
    Configuration counted =
        SharedConfiguration.of(
            plain.derive(
                (CacheProvider)
                    context -> {
                      made.add(context.cacheType());
                      return caches.provide(context);
                    }));

    for (int i = 0; i < 2; i++) {
      assertThat(
              counted
                  .derive()
                  .dsl()
                  .fetch("select 1 as \"left\", 'b' as \"right\"")
                  .into(Pair.class))
          .containsExactly(new Pair(1, "b"));
    }

    assertThat(made).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void aRecordOfATransactionGoesToThePoolForItsNextStatement() {
    DSLContext db = shared.dsl();
    Configuration transaction = db.transactionResult(tx -> tx);

    assertThat(one(transaction.dsl())).isEqualTo(1);
    assertThat(oneInTransaction(transaction)).isEqualTo(1);
    assertThat(db.fetchSingle(select(inline(2))).value1()).isEqualTo(2);
  }

  @Test
  void itIsSerializedAsJooqsOwn() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(SharedConfiguration.of(new DefaultConfiguration().set(SQLDialect.POSTGRES)));
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject())
          .isInstanceOfSatisfying(
              DefaultConfiguration.class,
              read -> assertThat(read.dialect()).isEqualTo(SQLDialect.POSTGRES));
    }
  }
}
