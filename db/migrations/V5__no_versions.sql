-- Takes back what V2 made, which stays as it is because databases have it. Which state of a row
-- somebody has seen is told by PostgreSQL's own xmin: the transaction that wrote it, with no column
-- to keep and no trigger to run. Processes of before V5 read the columns, so stop them first.
drop trigger users_next_version on users;
drop trigger posts_next_version on posts;
drop function next_version();

alter table users
  drop column version,
  drop column updated_at;
alter table posts
  drop column version,
  drop column updated_at;
