select k.conrelid as object, k.conname as name, format('%I.%I', n.nspname, r.relname) as referenced,
  array(
    select a.attname::text from unnest(k.conkey) with ordinality as key (number, place)
      join pg_attribute a on a.attnum = key.number and a.attrelid = k.conrelid order by key.place) as columns,
  array(
    select a.attname::text from unnest(k.confkey) with ordinality as key (number, place)
      join pg_attribute a on a.attnum = key.number and a.attrelid = k.confrelid order by key.place)
    as referenced_columns
from pg_constraint k
  join pg_class r on r.oid = k.confrelid join pg_namespace n on n.oid = r.relnamespace
where k.contype = 'f' and k.conparentid = 0
order by k.conrelid, k.conname
