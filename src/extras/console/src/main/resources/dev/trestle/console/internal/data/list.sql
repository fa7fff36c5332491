select n.nspname as schema, c.relname as name, c.reltuples::bigint as rows,
  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table'
    when 'p' then 'partitioned table' else 'table' end as kind,
  coalesce(obj_description(c.oid, 'pg_class'), '') as comment
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by n.nspname <> 'public', n.nspname, c.relname
