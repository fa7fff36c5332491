select 'SCHEMA' as kind, format('%I', n.nspname) as name, '' as of,
  format('CREATE SCHEMA %I', n.nspname) as definition,
  'pg_namespace'::regclass::oid as class, n.oid as object
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
