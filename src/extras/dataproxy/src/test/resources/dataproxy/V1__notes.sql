create table notes (
  id int generated always as identity primary key,
  title text not null constraint notes_title_key unique,
  stars int not null default 0 check (stars >= 0),
  tags text[] not null default '{}',
  body jsonb,
  created_at timestamptz not null default now(),
  parent_id int references notes deferrable initially deferred
);

create table secrets (id int);

-- Roles are the server's, not the database's: another test may have made it.
do $$
begin
  create role trestle_edge login password 'edge';
exception when duplicate_object or unique_violation then null;
end
$$;

grant select, insert, update, delete on notes to trestle_edge;
