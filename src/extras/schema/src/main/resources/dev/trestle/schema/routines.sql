select case p.prokind when 'p' then 'PROCEDURE' when 'a' then 'AGGREGATE' else 'FUNCTION' end as kind,
  format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as name, '' as of,
  case when p.prokind <> 'a' then rtrim(pg_get_functiondef(p.oid), E'\n')
  else
    (select concat(format(E'CREATE AGGREGATE %I.%I(%s) (\n    sfunc = %s,\n    stype = %s', n.nspname, p.proname,
        pg_get_function_arguments(p.oid), a.aggtransfn::regproc, format_type(a.aggtranstype, null)),
      case when a.aggtransspace <> 0 then E',\n    sspace = ' || a.aggtransspace end,
      case when a.aggfinalfn <> 0 then E',\n    finalfunc = ' || a.aggfinalfn::regproc end,
      case when a.aggfinalextra then E',\n    finalfunc_extra' end,
      case a.aggfinalmodify when case a.aggkind when 'n' then 'r' else 'w' end then null
        when 'r' then E',\n    finalfunc_modify = read_only'
        when 's' then E',\n    finalfunc_modify = shareable'
        else E',\n    finalfunc_modify = read_write' end,
      case when a.aggcombinefn <> 0 then E',\n    combinefunc = ' || a.aggcombinefn::regproc end,
      case when a.aggserialfn <> 0 then E',\n    serialfunc = ' || a.aggserialfn::regproc end,
      case when a.aggdeserialfn <> 0 then E',\n    deserialfunc = ' || a.aggdeserialfn::regproc end,
      case when a.agginitval is not null then E',\n    initcond = ' || quote_literal(a.agginitval) end,
      case when a.aggmtransfn <> 0 then E',\n    msfunc = ' || a.aggmtransfn::regproc end,
      case when a.aggminvtransfn <> 0 then E',\n    minvfunc = ' || a.aggminvtransfn::regproc end,
      case when a.aggmtranstype <> 0 then E',\n    mstype = ' || format_type(a.aggmtranstype, null) end,
      case when a.aggmfinalfn <> 0 then E',\n    mfinalfunc = ' || a.aggmfinalfn::regproc end,
      case when a.aggminitval is not null then E',\n    minitcond = ' || quote_literal(a.aggminitval) end,
      case when a.aggkind = 'h' then E',\n    hypothetical' end,
      case p.proparallel when 's' then E',\n    parallel = safe' when 'r' then E',\n    parallel = restricted' end, E'\n)')
     from pg_aggregate a where a.aggfnoid = p.oid)
  end as definition,
  'pg_proc'::regclass::oid as class, p.oid as object
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  -- Ranges bring their own constructors.
  and not exists (
    select from pg_depend d
    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('i', 'e'))
