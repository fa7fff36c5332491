-- Of tables and views: statistics, rules, triggers, policies.
with relations as (
  select c.oid, format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
)
select 'STATISTICS' as kind, format('%I.%I', n.nspname, s.stxname) as name, r.name as of,
  pg_get_statisticsobjdef(s.oid) as definition, 'pg_statistic_ext'::regclass::oid as class, s.oid as object
from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace join relations r on r.oid = s.stxrelid
union all
select 'RULE', format('%I', w.rulename), r.name,
  rtrim(pg_get_ruledef(w.oid), ';') || case w.ev_enabled when 'O' then ''
    else format(E';\nALTER TABLE %s %s RULE %I', r.name,
      case w.ev_enabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' else 'ENABLE ALWAYS' end, w.rulename) end,
  'pg_rewrite'::regclass::oid, w.oid
from pg_rewrite w join relations r on r.oid = w.ev_class
where w.rulename <> '_RETURN'
union all
select 'TRIGGER', format('%I', t.tgname), r.name,
  pg_get_triggerdef(t.oid) || case t.tgenabled when 'O' then ''
    else format(E';\nALTER TABLE %s %s TRIGGER %I', r.name,
      case t.tgenabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' else 'ENABLE ALWAYS' end, t.tgname) end,
  'pg_trigger'::regclass::oid, t.oid
from pg_trigger t join relations r on r.oid = t.tgrelid
where not t.tgisinternal and t.tgparentid = 0
union all
select 'POLICY', format('%I', p.polname), r.name,
  format('CREATE POLICY %I ON %s%s%s TO %s%s%s', p.polname, r.name,
    case when not p.polpermissive then ' AS RESTRICTIVE' end,
    case p.polcmd when 'r' then ' FOR SELECT' when 'a' then ' FOR INSERT' when 'w' then ' FOR UPDATE'
      when 'd' then ' FOR DELETE' end,
    (select string_agg(coalesce(quote_ident(a.rolname), 'PUBLIC'), ', ' order by a.rolname)
     from unnest(p.polroles) as role left join pg_roles a on a.oid = role),
    ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
    ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'),
  'pg_policy'::regclass::oid, p.oid
from pg_policy p join relations r on r.oid = p.polrelid
