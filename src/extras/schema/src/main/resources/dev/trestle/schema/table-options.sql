-- Whatever can be turned on and off later.
with tables as (
  select c.*, format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
), options as (
  select name as of, option_name as option,
    format('SET (%s = %L)', option_name, option_value) as definition,
    format('RESET (%s)', option_name) as undo
  from tables, pg_options_to_table(reloptions)
  union all
  select name, 'row security', 'ENABLE ROW LEVEL SECURITY', 'DISABLE ROW LEVEL SECURITY'
  from tables where relrowsecurity
  union all
  select name, 'row security for owners', 'FORCE ROW LEVEL SECURITY', 'NO FORCE ROW LEVEL SECURITY'
  from tables where relforcerowsecurity
  union all
  select name, 'replica identity',
    'REPLICA IDENTITY ' || case relreplident when 'n' then 'NOTHING' when 'f' then 'FULL'
      else (select format('USING INDEX %I', i.relname)
            from pg_index x join pg_class i on i.oid = x.indexrelid
            where x.indrelid = tables.oid and x.indisreplident) end,
    'REPLICA IDENTITY DEFAULT'
  from tables where relreplident <> 'd'
)
select 'TABLE_OPTION' as kind, option as name, of,
  format('ALTER TABLE ONLY %s %s', of, definition) as definition,
  format('ALTER TABLE ONLY %s %s', of, undo) as undo,
  0::oid as class, 0::oid as object
from options
where definition is not null
