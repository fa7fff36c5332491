-- From PostgreSQL 18 on a not null may be a constraint that is not validated; then it is listed with those.
-- What a child has by its parents is not said again, except where it has another default.
select a.attrelid as object, a.attname as name, format('%I', a.attname) as quoted,
  format_type(a.atttypid, a.atttypmod) as type,
  (select format('%I.%I', cn.nspname, l.collname)
   from pg_collation l join pg_namespace cn on cn.oid = l.collnamespace
   where l.oid = a.attcollation and l.oid <> t.typcollation) as collation,
  a.attnotnull and not exists (
    select from pg_constraint k
    where k.conrelid = c.oid and k.contype = 'n' and not k.convalidated and a.attnum = any (k.conkey)) as not_null,
  pg_get_expr(d.adbin, d.adrelid) as expression,
  a.attgenerated as generated,
  a.attidentity as identity,
  (select {options}
   from pg_depend own join pg_sequence s on s.seqrelid = own.objid
   where own.classid = 'pg_class'::regclass and own.refclassid = 'pg_class'::regclass
     and own.refobjid = c.oid and own.refobjsubid = a.attnum and own.deptype = 'i') as identity_options,
  not a.attislocal and (a.attgenerated <> '' or a.attidentity <> '' or exists (
    select from pg_inherits i
      join pg_attribute pa on pa.attrelid = i.inhparent and pa.attname = a.attname
      left join pg_attrdef pd on pd.adrelid = pa.attrelid and pd.adnum = pa.attnum
    where i.inhrelid = c.oid and pa.attnotnull >= a.attnotnull
      and (pa.attidentity <> ''
        or pg_get_expr(pd.adbin, pd.adrelid) is not distinct from pg_get_expr(d.adbin, d.adrelid))))
    as inherited,
  coalesce(col_description(c.oid, a.attnum), '') as comment
from pg_attribute a
  join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
  join pg_namespace n on n.oid = c.relnamespace
  join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
-- Where a child has a parent's new column depends on when it came.
order by a.attrelid, a.attinhcount = 0,
  case when a.attinhcount > 0 and not c.relispartition then a.attname end, a.attnum
