-- Tells who listens to the channel "posts" what became of which posts, as JSON:
-- {"event":7,"kind":"created","ids":["…"]}. Once for a statement, not for each row, and of many
-- posts only the kind: "ids" is empty where there were more than 100, which would not fit into a
-- notification. Events are numbered, for all replicas alike.
create sequence post_events;

create function notify_of_posts() returns trigger
language plpgsql
as $$
declare
  ids json;
begin
  if not exists (select from changed) then
    return null;
  end if;
  select coalesce(json_agg(id), '[]') into ids
  from (select id from changed limit 101) as few
  having count(*) <= 100;
  perform pg_notify(
    'posts',
    json_build_object(
      'event', nextval('post_events'), 'kind', tg_argv[0], 'ids', coalesce(ids, '[]'))::text);
  return null;
end
$$;

create trigger posts_created after insert on posts
  referencing new table as changed
  for each statement execute function notify_of_posts('created');
create trigger posts_updated after update on posts
  referencing new table as changed
  for each statement execute function notify_of_posts('updated');
create trigger posts_deleted after delete on posts
  referencing old table as changed
  for each statement execute function notify_of_posts('deleted');
