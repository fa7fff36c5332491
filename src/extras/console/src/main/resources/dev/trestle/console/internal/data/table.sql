select c.reltuples::bigint as rows,
  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table'
    when 'p' then 'partitioned table' else 'table' end as kind,
  c.relkind in ('r', 'p') as writable,
  array(
    select a.attname::text
    from (
      select i.indkey[0:i.indnkeyatts - 1]::int2[] as columns
      from pg_index i
      where i.indrelid = c.oid and i.indisunique and i.indimmediate and i.indisvalid
        and i.indpred is null and i.indexprs is null
        and not exists (
          select from pg_attribute a
          where a.attrelid = c.oid and a.attnum = any (i.indkey[0:i.indnkeyatts - 1]) and not a.attnotnull)
      order by i.indisprimary desc, i.indnkeyatts, i.indexrelid limit 1) as first,
      unnest(first.columns) with ordinality as key (number, place)
      join pg_attribute a on a.attnum = key.number
    where a.attrelid = c.oid order by key.place) as key
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')
