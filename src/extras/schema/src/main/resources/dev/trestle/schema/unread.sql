select what || ' ' || identity as name
from (
  select 'pg_class'::regclass::oid as class, oid as object from pg_class where relkind = 'f'
  union all select 'pg_type'::regclass, oid from pg_type where typtype in ('b', 'p') and typelem = 0
  union all select 'pg_operator'::regclass, oid from pg_operator
  union all select 'pg_opclass'::regclass, oid from pg_opclass
  union all select 'pg_cast'::regclass, oid from pg_cast
  union all select 'pg_conversion'::regclass, oid from pg_conversion
  union all select 'pg_ts_parser'::regclass, oid from pg_ts_parser
  union all select 'pg_ts_template'::regclass, oid from pg_ts_template
  union all select 'pg_foreign_data_wrapper'::regclass, oid from pg_foreign_data_wrapper
  union all select 'pg_foreign_server'::regclass, oid from pg_foreign_server
  union all select 'pg_event_trigger'::regclass, oid from pg_event_trigger
  union all select 'pg_publication'::regclass, oid from pg_publication
  union all select 'pg_language'::regclass, oid from pg_language
) as found, pg_identify_object(class, object, 0) as known (what, schema, name, identity)
where object >= 16384
  and not exists (select from pg_depend d where d.classid = class and d.objid = object and d.deptype in ('e', 'i'))
order by 1
