select c.reltuples::bigint as rows,
  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table'
    when 'p' then 'partitioned table' else 'table' end as kind,
  c.relkind in ('r', 'p') as writable,
  array(
    select a.attname::text
    from pg_constraint k, unnest(k.conkey) with ordinality as key (number, place)
      join pg_attribute a on a.attnum = key.number
    where k.conrelid = c.oid and k.contype = 'p' and a.attrelid = c.oid order by key.place) as key
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')
