-- Three users, five posts, two accounts.
insert into users (id, email, name, created_at)
select
  ('00000000-0000-4000-8000-00000000000' || n)::uuid,
  lower(name) || '@example.org',
  name,
  timestamptz '2026-01-01 00:00Z' + n * interval '1 day'
from (values (1, 'Ada'), (2, 'Bo'), (3, 'Cy')) as people (n, name);

insert into posts (id, title, published, author_id, created_at)
select
  ('00000000-0000-4000-8000-0000000001' || lpad(n::text, 2, '0'))::uuid,
  title,
  n % 2 = 1,
  ('00000000-0000-4000-8000-00000000000' || author)::uuid,
  timestamptz '2026-02-01 00:00Z' + n * interval '1 day'
from (values
  (1, 1, '100% wool'), (2, 1, 'Wool and silk'), (3, 1, 'Silk'), (4, 2, 'Linen'), (5, 2, 'Wool')
) as written (n, author, title);

insert into accounts (user_id, balance)
values ('00000000-0000-4000-8000-000000000001', 100), ('00000000-0000-4000-8000-000000000002', 0);
