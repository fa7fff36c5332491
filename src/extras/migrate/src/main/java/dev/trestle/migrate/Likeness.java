package dev.trestle.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes an empty database like another one from without: owner, encoding and locale,
 * tablespace, settings, privileges and comment. Nothing of what is in it.
 */
final class Likeness {
  private static final String CREATE =
      """
      select format('create database %I template template0 owner %I encoding %L'
          || ' lc_collate %L lc_ctype %L', ?, pg_get_userbyid(d.datdba),
          pg_encoding_to_char(d.encoding), d.datcollate, d.datctype)
        || case j ->> 'datlocprovider'
          when 'c' then ' locale_provider libc'
          when 'i' then format(' locale_provider icu icu_locale %L',
            coalesce(j ->> 'datlocale', j ->> 'daticulocale'))
          when 'b' then format(' locale_provider builtin builtin_locale %L', j ->> 'datlocale')
          else '' end
        || coalesce(' icu_rules ' || quote_literal(j ->> 'daticurules'), '')
        -- Its name is a privilege to have, so it stays unsaid where it is the usual one.
        || case when t.spcname <> 'pg_default' then format(' tablespace %I', t.spcname) else '' end
      from pg_database d join pg_tablespace t on t.oid = d.dattablespace, to_jsonb(d) j
      where d.datname = ?
      """;

  /** The values of lists are identifiers, kept as they were quoted. */
  private static final String SETTINGS =
      """
      select format('alter %s set %I to %s',
        case when s.setrole = 0 then format('database %I', ?)
          else format('role %I in database %I', pg_get_userbyid(s.setrole), ?) end,
        name,
        case when name not in ('search_path', 'temp_tablespaces', 'session_preload_libraries',
            'local_preload_libraries') then quote_literal(value)
          when value = '""' then '''''' else value end)
      from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase,
        unnest(s.setconfig) setting,
        split_part(setting, '=', 1) name, substr(setting, length(name) + 2) value
      where d.datname = ?
      """;

  private static final String PRIVILEGES =
      """
      select 'revoke all on database ' || quote_ident(?) || ' from public'
      from pg_database where datname = ? and datacl is not null
      union all
      select format('grant %s on database %I to %s%s', p.privilege_type, ?,
        case p.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(p.grantee)) end,
        case when p.is_grantable then ' with grant option' else '' end)
      from pg_database d, aclexplode(d.datacl) p where d.datname = ? and p.grantee <> d.datdba
      """;

  private static final String COMMENT =
      """
      select format('comment on database %I is %L', ?, shobj_description(oid, 'pg_database'))
      from pg_database where datname = ? and shobj_description(oid, 'pg_database') is not null
      """;

  private static final String LIMIT =
      """
      select format('alter database %I connection limit %s', ?, datconnlimit)
      from pg_database where datname = ? and datconnlimit <> -1
      """;

  private Likeness() {}

  /** The statements that make a new database, the first of them alone and without a transaction. */
  static List<String> statements(Connection session, String like, String name) throws SQLException {
    List<String> statements = new ArrayList<>(Session.all(session, CREATE, name, like));
    statements.addAll(Session.all(session, SETTINGS, name, name, like));
    statements.addAll(Session.all(session, PRIVILEGES, name, like, name, like));
    statements.addAll(Session.all(session, COMMENT, name, like));
    return statements;
  }

  /** The statement, if there is one, that is for when nobody works in it any more. */
  static List<String> last(Connection session, String like, String name) throws SQLException {
    return Session.all(session, LIMIT, name, like);
  }
}
