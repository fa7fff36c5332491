-- Those of constraints are these; those of partitions that belong to an index of their table are that.
select 'INDEX' as kind, format('%I.%I', n.nspname, i.relname) as name, format('%I.%I', tn.nspname, t.relname) as of,
  case when i.relkind = 'I' and x.indisvalid
    then regexp_replace(pg_get_indexdef(i.oid), ' ON ONLY ', ' ON ')
    else pg_get_indexdef(i.oid) end
    || case when i.relkind = 'i' and not x.indisvalid then ' /* invalid: it was not built to its end */' else '' end
    as definition,
  'pg_class'::regclass::oid as class, i.oid as object
from pg_index x
  join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
  join pg_class t on t.oid = x.indrelid join pg_namespace tn on tn.oid = t.relnamespace
where n.nspname !~ '^pg_' and not i.relispartition
  and not exists (select from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u', 'x'))
