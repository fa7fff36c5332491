select 'TEXT_SEARCH_DICTIONARY' as kind, format('%I.%I', n.nspname, d.dictname) as name, '' as of,
  format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', n.nspname, d.dictname, tn.nspname, t.tmplname,
    ', ' || d.dictinitoption) as definition,
  'pg_ts_dict'::regclass::oid as class, d.oid as object
from pg_ts_dict d join pg_namespace n on n.oid = d.dictnamespace
  join pg_ts_template t on t.oid = d.dicttemplate join pg_namespace tn on tn.oid = t.tmplnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
union all
select 'TEXT_SEARCH_CONFIGURATION', format('%I.%I', n.nspname, c.cfgname), '',
  format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, c.cfgname, pn.nspname, p.prsname)
    || coalesce((
      select string_agg(
        format(E';\nALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s', n.nspname, c.cfgname,
          token.alias, dictionaries), '' order by token.alias)
      from (
        select m.maptokentype as type,
          string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' order by m.mapseqno) as dictionaries
        from pg_ts_config_map m join pg_ts_dict d on d.oid = m.mapdict join pg_namespace dn on dn.oid = d.dictnamespace
        where m.mapcfg = c.oid group by m.maptokentype
      ) as mapping join ts_token_type(c.cfgparser) token on token.tokid = mapping.type), ''),
  'pg_ts_config'::regclass::oid, c.oid
from pg_ts_config c join pg_namespace n on n.oid = c.cfgnamespace
  join pg_ts_parser p on p.oid = c.cfgparser join pg_namespace pn on pn.oid = p.prsnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
