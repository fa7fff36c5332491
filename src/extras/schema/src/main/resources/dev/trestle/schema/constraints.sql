-- What a partition or a child has by its parent is not said again. Not null is a column's business,
-- unless it is not validated.
select case k.contype when 'f' then 'FOREIGN_KEY' else 'CONSTRAINT' end as kind,
  format('%I', k.conname) as name, format('%I.%I', n.nspname, c.relname) as of,
  format('ALTER TABLE %s%I.%I ADD CONSTRAINT %I %s',
    case when c.relkind = 'p' or k.contype in ('c', 'n') then '' else 'ONLY ' end,
    n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as definition,
  'pg_constraint'::regclass::oid as class, k.oid as object
from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
where k.conislocal and k.conparentid = 0
  and (k.contype in ('c', 'f', 'p', 'u', 'x') or k.contype = 'n' and not k.convalidated)
