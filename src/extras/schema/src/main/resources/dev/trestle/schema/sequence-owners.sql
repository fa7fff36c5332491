-- Such a sequence goes with its column.
select 'SEQUENCE_OWNER' as kind, format('%I.%I', sn.nspname, s.relname) as name,
  format('%I.%I', tn.nspname, t.relname) as of,
  format('ALTER SEQUENCE %I.%I OWNED BY %I.%I.%I', sn.nspname, s.relname, tn.nspname, t.relname, a.attname)
    as definition,
  0::oid as class, 0::oid as object
from pg_depend d
  join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_namespace sn on sn.oid = s.relnamespace
  join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
  join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a'
