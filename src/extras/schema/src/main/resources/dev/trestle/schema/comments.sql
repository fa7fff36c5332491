-- An extension brings its own.
select 'COMMENT' as kind, format('%s %s', what, identity) as name, '' as of,
  format('COMMENT ON %s %s IS %L', what, identity, description) as definition,
  classoid as class, objoid as object
from (
  select d.classoid, d.objoid, d.description,
    case
      when o.type like '%column' then 'COLUMN' when o.type like '%constraint' then 'CONSTRAINT'
      when o.type like 'statistics%' then 'STATISTICS' else upper(o.type) end as what,
    regexp_replace(o.identity, ' on ((?:"[^"]*"|[^" ])+)$',
      case o.type when 'domain constraint' then ' ON DOMAIN \1' else ' ON \1' end) as identity
  from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) o
  where d.classoid <> 'pg_extension'::regclass
    and d.objoid >= 16384
) as described
where identity is not null
