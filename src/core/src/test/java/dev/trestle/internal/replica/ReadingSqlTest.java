package dev.trestle.internal.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingSqlTest {
  private final ReadingSql sql = new ReadingSql();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        " SELECT \"update\" from \"into\" where a = 'delete; insert'",
        "(select 1) union (select 2)",
        "with a as (select 1) select * from a",
        "select cast(a as pg_catalog.int4), 'pg_x' from t",
        "values (1)",
        "table users",
        "set plan_cache_mode = force_generic_plan\n;\nselect 1\n;\nreset plan_cache_mode",
        "select updated_at, deleted, offset_share from t where id = $1;",
      })
  void whatOnlyReadsDoes(String text) {
    assertThat(sql.isCertain(text)).isTrue();
    assertThat(sql.isCertain(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "insert into t values (1)",
        "with a as (delete from t returning *) select * from a",
        "with a as (select 1) UPDATE t set n = 1",
        "select 1 for update",
        "select 1 for no key update",
        "select 1 for key share",
        "select 1 for\nshare",
        "select * into t from u",
        "select nextval('s')",
        "select pg_advisory_xact_lock(1)",
        "select pg_try_advisory_lock(1)",
        "select \"pg_advisory_lock\"(1)",
        "select pg_catalog.pg_advisory_lock(1)",
        "select pg_notify('a', 'b')",
        "select * from pg_stat_activity",
        "select txid_current()",
        "select set_config('a', 'b', false)",
        "select 1; select 2",
        "set plan_cache_mode = force_generic_plan\n;\ndelete from t\n;\nreset plan_cache_mode",
        "set plan_cache_mode = force_generic_plan\n;\nselect 1\n;\nset a = 1",
        "select $a$ $a$",
        "select $a1$ $a1$",
        "select 1 /* don't */ for update /* '*/",
        "select 1 -- don't\nfor update --'",
        "select E'\\' for update --'",
        "explain analyze select 1",
        "show transaction_read_only",
        "set a = 1",
        "call p()",
        "copy t to stdout",
        "lock t",
      })
  void whatMayDoMoreDoesNot(String text) {
    assertThat(sql.isCertain(text)).isFalse();
  }
}
