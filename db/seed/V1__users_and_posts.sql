-- 10,000 users with an account each, 100,000 posts, ten by each user. The same rows every time: user
-- n has the id 00000000-0000-4000-8000-<n in 12 hexadecimal digits>. Rows that are there stay.
insert into users (id, email, name, password_hash, created_at)
select
  ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
  'user' || n || '@example.com',
  -- Some people have not told their name.
  case when n % 17 <> 0 then 'User ' || n end,
  'no password matches this',
  timestamptz '2025-01-01 00:00:00+00' + n * interval '1 minute'
from generate_series(1, 10000) as n
on conflict do nothing;

insert into accounts (user_id, balance)
select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1000000
from generate_series(1, 10000) as n
on conflict do nothing;

insert into posts (id, title, content, published, author_id, created_at)
select
  ('00000000-0000-4000-9000-' || lpad(to_hex(n), 12, '0'))::uuid,
  'Note ' || n || ' on ' || topics[1 + n % 8],
  repeat('What I learnt about ' || topics[1 + n % 8] || ' today. ', 3),
  n % 3 <> 0,
  ('00000000-0000-4000-8000-' || lpad(to_hex(1 + (n - 1) / 10), 12, '0'))::uuid,
  timestamptz '2025-06-01 00:00:00+00' + n * interval '1 second'
from
  generate_series(1, 100000) as n,
  (values (array['postgres', 'routing', 'pooling', 'types', 'streams', 'caching', 'cookies', 'uploads']))
    as t (topics)
on conflict do nothing;

analyze users, accounts, posts;
