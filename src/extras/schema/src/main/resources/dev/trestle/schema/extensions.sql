-- plpgsql is in every database.
select 'EXTENSION' as kind, format('%I', e.extname) as name, '' as of,
  format('CREATE EXTENSION %I%s', e.extname,
    case when n.nspname not in ('public', 'pg_catalog') then format(' WITH SCHEMA %I', n.nspname) end)
    as definition,
  'pg_extension'::regclass::oid as class, e.oid as object
from pg_extension e join pg_namespace n on n.oid = e.extnamespace
where e.extname <> 'plpgsql'
