select case t.typtype when 'e' then 'ENUM' when 'd' then 'DOMAIN' when 'r' then 'RANGE' else 'COMPOSITE' end
    as kind,
  format('%I.%I', n.nspname, t.typname) as name, '' as of,
  case t.typtype
    when 'e' then format(E'CREATE TYPE %I.%I AS ENUM (\n    %s\n)', n.nspname, t.typname,
      (select string_agg(quote_literal(e.enumlabel), E',\n    ' order by e.enumsortorder)
       from pg_enum e where e.enumtypid = t.oid))
    when 'd' then format('CREATE DOMAIN %I.%I AS %s%s%s%s%s', n.nspname, t.typname,
      format_type(t.typbasetype, t.typtypmod),
      case when t.typcollation <> base.typcollation then
        (select format(' COLLATE %I.%I', cn.nspname, c.collname)
         from pg_collation c join pg_namespace cn on cn.oid = c.collnamespace where c.oid = t.typcollation) end,
      case when t.typdefault is not null then
        ' DEFAULT ' || coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) end,
      case when t.typnotnull then ' NOT NULL' end,
      (select string_agg(format(E'\n    CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), ''
         order by c.conname)
       from pg_constraint c where c.contypid = t.oid and c.contype = 'c'))
    when 'r' then
      (select format('CREATE TYPE %I.%I AS RANGE (subtype = %s%s%s%s%s, multirange_type_name = %s)',
         n.nspname, t.typname, format_type(r.rngsubtype, null),
         case when not o.opcdefault then format(', subtype_opclass = %I.%I', opn.nspname, o.opcname) end,
         (select format(', collation = %I.%I', cn.nspname, c.collname)
          from pg_collation c join pg_namespace cn on cn.oid = c.collnamespace
          where c.oid = r.rngcollation and c.oid <> subtype.typcollation),
         case when r.rngcanonical <> 0 then ', canonical = ' || r.rngcanonical::text end,
         case when r.rngsubdiff <> 0 then ', subtype_diff = ' || r.rngsubdiff::text end,
         format_type(r.rngmultitypid, null))
       from pg_range r join pg_type subtype on subtype.oid = r.rngsubtype
         join pg_opclass o on o.oid = r.rngsubopc join pg_namespace opn on opn.oid = o.opcnamespace
       where r.rngtypid = t.oid)
    else format(E'CREATE TYPE %I.%I AS (\n    %s\n)', n.nspname, t.typname,
      (select string_agg(format('%I %s%s', a.attname, format_type(a.atttypid, a.atttypmod),
         (select format(' COLLATE %I.%I', cn.nspname, c.collname)
          from pg_collation c join pg_namespace cn on cn.oid = c.collnamespace
          where c.oid = a.attcollation and c.oid <> field.typcollation)), E',\n    ' order by a.attnum)
       from pg_attribute a join pg_type field on field.oid = a.atttypid
       where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped))
  end as definition,
  'pg_type'::regclass::oid as class, t.oid as object
from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  left join pg_type base on base.oid = t.typbasetype
  left join pg_class composite on composite.oid = t.typrelid
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and composite.relkind = 'c')
