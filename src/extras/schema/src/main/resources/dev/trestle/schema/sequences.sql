-- Those of identity columns belong to these.
select 'SEQUENCE' as kind, format('%I.%I', n.nspname, c.relname) as name, '' as of,
  concat('CREATE SEQUENCE ', format('%I.%I', n.nspname, c.relname),
    case when s.seqtypid <> 'bigint'::regtype then ' AS ' || format_type(s.seqtypid, null) end,
    {options}) as definition,
  'pg_class'::regclass::oid as class, c.oid as object
from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not exists (
    select from pg_depend d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass
      and d.deptype = 'i')
