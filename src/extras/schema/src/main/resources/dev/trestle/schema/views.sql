select case c.relkind when 'v' then 'VIEW' else 'MATERIALIZED_VIEW' end as kind,
  format('%I.%I', n.nspname, c.relname) as name, '' as of,
  format(E'CREATE %s %I.%I%s AS\n', case c.relkind when 'v' then 'VIEW' else 'MATERIALIZED VIEW' end,
    n.nspname, c.relname,
    (select ' WITH (' || string_agg(format('%s = %L', option_name, option_value), ', ' order by option_name) || ')'
     from pg_options_to_table(c.reloptions))) as definition,
  rtrim(pg_get_viewdef(c.oid), ';') as query,
  'pg_class'::regclass::oid as class, c.oid as object
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
