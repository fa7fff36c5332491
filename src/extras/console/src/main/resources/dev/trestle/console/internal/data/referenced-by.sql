select o.nspname as other_schema, r.relname as other_name,
  array(
    select a.attname::text from unnest(k.confkey) with ordinality as key (number, place)
      join pg_attribute a on a.attnum = key.number and a.attrelid = k.confrelid order by key.place) as columns,
  array(
    select a.attname::text from unnest(k.conkey) with ordinality as key (number, place)
      join pg_attribute a on a.attnum = key.number and a.attrelid = k.conrelid order by key.place) as other_columns
from pg_constraint k
  join pg_class c on c.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class r on r.oid = k.conrelid join pg_namespace o on o.oid = r.relnamespace
where k.contype = 'f' and n.nspname = ? and c.relname = ? and not r.relispartition
order by o.nspname, r.relname, k.conname
