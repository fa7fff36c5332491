-- The column of ICU's locale has had three names.
select 'COLLATION' as kind, format('%I.%I', n.nspname, c.collname) as name, '' as of,
  format('CREATE COLLATION %I.%I (provider = %s, %s%s%s)', n.nspname, c.collname,
    case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
    case when c.collprovider <> 'c' or c.collcollate = c.collctype
      then format('locale = %L', coalesce(row ->> 'colllocale', row ->> 'colliculocale', c.collcollate))
      else format('lc_collate = %L, lc_ctype = %L', c.collcollate, c.collctype) end,
    case when not c.collisdeterministic then ', deterministic = false' end,
    ', rules = ' || quote_literal(row ->> 'collicurules')) as definition,
  'pg_collation'::regclass::oid as class, c.oid as object
from pg_collation c join pg_namespace n on n.oid = c.collnamespace, to_jsonb(c) as row
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
