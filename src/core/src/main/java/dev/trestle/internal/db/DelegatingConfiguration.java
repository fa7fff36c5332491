package dev.trestle.internal.db;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jooq.CacheProvider;
import org.jooq.CharsetProvider;
import org.jooq.CommitProvider;
import org.jooq.Configuration;
import org.jooq.ConstructorPropertiesProvider;
import org.jooq.ConverterProvider;
import org.jooq.DiagnosticsListenerProvider;
import org.jooq.ExecuteListenerProvider;
import org.jooq.ExecutorProvider;
import org.jooq.FormattingProvider;
import org.jooq.MetaProvider;
import org.jooq.MigrationListenerProvider;
import org.jooq.RecordListenerProvider;
import org.jooq.RecordMapper;
import org.jooq.RecordMapperProvider;
import org.jooq.RecordUnmapper;
import org.jooq.RecordUnmapperProvider;
import org.jooq.SQLDialect;
import org.jooq.SubscriberProvider;
import org.jooq.TransactionListenerProvider;
import org.jooq.TransactionProvider;
import org.jooq.Unwrapper;
import org.jooq.UnwrapperProvider;
import org.jooq.VisitListenerProvider;
import org.jooq.conf.Settings;
import org.jooq.impl.AbstractConfiguration;
import org.jooq.impl.AnnotatedPojoMemberProvider;

/**
 * A jOOQ configuration that has everything from another. It says nothing of its own: it is long
 * because jOOQ's interface is.
 */
abstract class DelegatingConfiguration extends AbstractConfiguration {
  private static final long serialVersionUID = 1;

  /** Where everything comes from. */
  abstract Configuration base();

  /** The same over another base. */
  abstract Configuration with(Configuration other);

  /** This, from now on over another base. */
  abstract Configuration change(Configuration other);

  @Override
  public final Clock clock() {
    return base().clock();
  }

  @Override
  public final ConnectionFactory connectionFactory() {
    return base().connectionFactory();
  }

  @Override
  public final MetaProvider metaProvider() {
    return base().metaProvider();
  }

  @Override
  public final CommitProvider commitProvider() {
    return base().commitProvider();
  }

  @Override
  public final ExecutorProvider executorProvider() {
    return base().executorProvider();
  }

  @Override
  public final CacheProvider cacheProvider() {
    return base().cacheProvider();
  }

  @Override
  public final TransactionProvider transactionProvider() {
    return base().transactionProvider();
  }

  @Override
  public final TransactionListenerProvider[] transactionListenerProviders() {
    return base().transactionListenerProviders();
  }

  @Override
  public final DiagnosticsListenerProvider[] diagnosticsListenerProviders() {
    return base().diagnosticsListenerProviders();
  }

  @Override
  public final UnwrapperProvider unwrapperProvider() {
    return base().unwrapperProvider();
  }

  @Override
  public final CharsetProvider charsetProvider() {
    return base().charsetProvider();
  }

  @Override
  public final AnnotatedPojoMemberProvider annotatedPojoMemberProvider() {
    return base().annotatedPojoMemberProvider();
  }

  @Override
  public final ConstructorPropertiesProvider constructorPropertiesProvider() {
    return base().constructorPropertiesProvider();
  }

  @Override
  public final RecordMapperProvider recordMapperProvider() {
    return base().recordMapperProvider();
  }

  @Override
  public final RecordUnmapperProvider recordUnmapperProvider() {
    return base().recordUnmapperProvider();
  }

  @Override
  public final RecordListenerProvider[] recordListenerProviders() {
    return base().recordListenerProviders();
  }

  @Override
  public final ExecuteListenerProvider[] executeListenerProviders() {
    return base().executeListenerProviders();
  }

  @Override
  public final MigrationListenerProvider[] migrationListenerProviders() {
    return base().migrationListenerProviders();
  }

  @Override
  public final VisitListenerProvider[] visitListenerProviders() {
    return base().visitListenerProviders();
  }

  @Override
  public final ConverterProvider converterProvider() {
    return base().converterProvider();
  }

  @Override
  public final FormattingProvider formattingProvider() {
    return base().formattingProvider();
  }

  @Override
  public final SubscriberProvider<?> subscriberProvider() {
    return base().subscriberProvider();
  }

  @Override
  @SuppressWarnings("removal")
  public final org.jooq.SchemaMapping schemaMapping() {
    return base().schemaMapping();
  }

  @Override
  public final SQLDialect dialect() {
    return base().dialect();
  }

  @Override
  public final SQLDialect family() {
    return base().family();
  }

  @Override
  public final Settings settings() {
    return base().settings();
  }

  @Override
  public final Configuration set(Clock value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(ConnectionFactory value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(MetaProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(CommitProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(Executor value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(ExecutorProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(CacheProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(AnnotatedPojoMemberProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(ConstructorPropertiesProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(RecordMapper<?, ?> value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(RecordMapperProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(RecordUnmapper<?, ?> value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(RecordUnmapperProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(RecordListenerProvider... value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(ExecuteListenerProvider... value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(MigrationListenerProvider... value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(VisitListenerProvider... value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(TransactionListenerProvider... value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(DiagnosticsListenerProvider... value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(Unwrapper value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(UnwrapperProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(CharsetProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(ConverterProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(FormattingProvider value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(SubscriberProvider<?> value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(SQLDialect value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration set(Settings value) {
    return change(base().derive(value));
  }

  @Override
  public final Configuration derive(Clock value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(ConnectionFactory value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(MetaProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(CommitProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(Executor value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(ExecutorProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(CacheProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(AnnotatedPojoMemberProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(ConstructorPropertiesProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(RecordMapper<?, ?> value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(RecordMapperProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(RecordUnmapper<?, ?> value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(RecordUnmapperProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(RecordListenerProvider... value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(ExecuteListenerProvider... value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(MigrationListenerProvider... value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(VisitListenerProvider... value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(TransactionListenerProvider... value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(DiagnosticsListenerProvider... value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(Unwrapper value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(UnwrapperProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(CharsetProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(ConverterProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(FormattingProvider value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(SubscriberProvider<?> value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(SQLDialect value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration derive(Settings value) {
    return with(base().derive(value));
  }

  @Override
  public final Configuration deriveSettings(
      Function<? super Settings, ? extends Settings> newSettings) {
    return with(base().deriveSettings(newSettings));
  }
}
