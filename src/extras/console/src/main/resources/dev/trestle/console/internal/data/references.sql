select seen.outgoing, o.nspname as other_schema, r.relname as other_name,
  array(
    select a.attname::text from unnest(seen.columns) with ordinality as key (number, place)
      join pg_attribute a on a.attnum = key.number and a.attrelid = c.oid order by key.place) as columns,
  array(
    select a.attname::text from unnest(seen.other_columns) with ordinality as key (number, place)
      join pg_attribute a on a.attnum = key.number and a.attrelid = r.oid order by key.place) as other_columns
from pg_constraint k
  cross join lateral (
    values (true, k.conrelid, k.conkey, k.confrelid, k.confkey), (false, k.confrelid, k.confkey, k.conrelid, k.conkey))
    as seen (outgoing, this, columns, other, other_columns)
  join pg_class c on c.oid = seen.this join pg_namespace n on n.oid = c.relnamespace
  join pg_class r on r.oid = seen.other join pg_namespace o on o.oid = r.relnamespace
where k.contype = 'f' and n.nspname = ? and c.relname = ? and not r.relispartition
order by o.nspname, r.relname, k.conname
