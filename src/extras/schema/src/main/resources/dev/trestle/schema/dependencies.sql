-- What stands for another object when it is depended on: a table's row type for the table, and so on.
with stands_for (class, object, ref_class, ref_object) as (
  select 'pg_type'::regclass, t.oid, 'pg_class'::regclass, t.typrelid
  from pg_type t join pg_class c on c.oid = t.typrelid where t.typtype = 'c' and c.relkind <> 'c'
  union all
  select 'pg_class'::regclass, c.oid, 'pg_type'::regclass, c.reltype from pg_class c where c.relkind = 'c'
  union all
  select 'pg_type'::regclass, r.rngmultitypid, 'pg_type'::regclass, r.rngtypid from pg_range r
  union all
  select 'pg_attrdef'::regclass, d.oid, 'pg_class'::regclass, d.adrelid from pg_attrdef d
  union all
  select 'pg_rewrite'::regclass, w.oid, 'pg_class'::regclass, w.ev_class from pg_rewrite w where w.rulename = '_RETURN'
  union all
  select 'pg_constraint'::regclass, k.oid, 'pg_type'::regclass, k.contypid from pg_constraint k where k.contypid <> 0
  union all
  select 'pg_class'::regclass, k.conindid, 'pg_constraint'::regclass, k.oid
  from pg_constraint k where k.contype in ('p', 'u', 'x')
  union all
  select 'pg_type'::regclass, a.oid, 'pg_type'::regclass, a.typelem from pg_type a where a.typelem <> 0
  union all
  select 'pg_proc'::regclass, d.objid, d.refclassid, d.refobjid
  from pg_depend d where d.classid = 'pg_proc'::regclass and d.deptype = 'i'
)
select classid as class, objid as object, refclassid as ref_class, refobjid as ref_object, false as alias
from pg_depend d
where deptype in ('n', 'a', 'i', 'P', 'S') and objid >= 16384 and refobjid >= 16384
  -- A sequence goes with its column, but comes before it.
  and not (classid = 'pg_class'::regclass and deptype in ('a', 'i')
    and exists (select from pg_class s where s.oid = objid and s.relkind = 'S'))
union all
select class, object, ref_class, ref_object, true from stands_for where object >= 16384
