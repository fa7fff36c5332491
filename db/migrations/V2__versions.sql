-- What optimistic locking asks for: which state of a row somebody has seen.

alter table users
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now();
alter table posts
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now();

-- A trigger, so that no writer can forget it, a person in psql included.
create function next_version() returns trigger
language plpgsql
as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end
$$;

create trigger users_next_version before update on users
  for each row execute function next_version();
create trigger posts_next_version before update on posts
  for each row execute function next_version();
