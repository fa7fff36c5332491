select c.oid as object, format('%I.%I', n.nspname, c.relname) as name, n.nspname as schema, c.relname as table,
  c.relpersistence = 'u' as unlogged,
  case when c.relispartition then
    (select format('%I.%I', pn.nspname, p.relname)
     from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
     where i.inhrelid = c.oid) end as partition_of,
  pg_get_expr(c.relpartbound, c.oid) as bound,
  pg_get_partkeydef(c.oid) as partitioned_by,
  case when not c.relispartition then
    array(
      select format('%I.%I', pn.nspname, p.relname)
      from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
      where i.inhrelid = c.oid order by i.inhseqno) else '{}' end as inherits,
  coalesce(obj_description(c.oid, 'pg_class'), '') as comment,
  array(
    select a.attname::text
    from pg_constraint k, unnest(k.conkey) with ordinality as key (number, place)
      join pg_attribute a on a.attnum = key.number
    where k.conrelid = c.oid and k.contype = 'p' and a.attrelid = c.oid order by key.place) as primary_key
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and c.relname !~ '^flyway_.*history$' and c.relname <> 'trestle_backfill'
order by n.nspname, c.relname
