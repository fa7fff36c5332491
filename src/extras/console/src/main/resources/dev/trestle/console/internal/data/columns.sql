with recursive bases as (
  select t.oid as type, t.oid as base, t.typtype, t.typbasetype, t.typcategory, t.typname from pg_type t
  union all
  select b.type, t.oid, t.typtype, t.typbasetype, t.typcategory, t.typname
  from bases b join pg_type t on t.oid = b.typbasetype where b.typtype = 'd')
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
  b.typcategory::text as category, b.typname as base,
  a.attnotnull as not_null,
  a.atthasdef or a.attidentity <> '' as has_default,
  a.attgenerated <> '' or a.attidentity = 'a' as read_only,
  array(select e.enumlabel::text from pg_enum e where e.enumtypid = b.base order by e.enumsortorder) as labels
from pg_attribute a
  join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  join bases b on b.type = a.atttypid and b.typtype <> 'd'
where n.nspname = ? and c.relname = ? and a.attnum > 0 and not a.attisdropped
order by a.attnum
