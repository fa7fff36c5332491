select classid as class, objid as object from pg_depend where deptype = 'e'
