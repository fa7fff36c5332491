-- Users, their posts, and their money.

-- A UUID of version 7, RFC 9562 section 5.7: 48 bits of Unix milliseconds, then, as its section 6.2
-- (method 3) allows, the fraction of the millisecond in the 12 bits of rand_a, so that the ids of
-- one session are in the order they were made; the other 62 bits are random. PostgreSQL has one of
-- its own from 18 on; this one runs on 14 and later.
create function uuid_time_ordered() returns uuid
language sql volatile parallel safe
as $$
  select encode(
    set_bit(set_bit(
      overlay(
        overlay(
          uuid_send(gen_random_uuid())
          placing substring(int8send(micros / 1000) from 3) from 1 for 6)
        -- Version 7 in the upper four bits, then microseconds of the millisecond as 12 bits.
        placing substring(int8send(28672 + (micros % 1000) * 4096 / 1000) from 7) from 7 for 2),
      -- The variant, binary 10, in the upper bits of byte 8; set_bit counts from the lowest.
      71, 1), 70, 0), 'hex')::uuid
  from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as micros) as now
$$;

create table users (
  id            uuid primary key default uuid_time_ordered(),
  email         text not null unique,
  name          text,
  password_hash text,
  created_at    timestamptz not null default now()
);

create table posts (
  id         uuid primary key default uuid_time_ordered(),
  title      text not null,
  content    text,
  published  boolean not null default false,
  author_id  uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default now()
);

-- Balances are in the smallest unit of the currency.
create table accounts (
  id      uuid primary key default uuid_time_ordered(),
  user_id uuid not null unique references users (id) on delete cascade,
  balance bigint not null default 0 check (balance >= 0)
);

create table transactions (
  id           uuid primary key default uuid_time_ordered(),
  from_user_id uuid not null references users (id),
  to_user_id   uuid not null references users (id),
  amount       bigint not null check (amount > 0),
  status       text not null,
  created_at   timestamptz not null default now()
);

create index users_created_at_idx on users (created_at desc, id desc);
create index posts_created_at_idx on posts (created_at desc, id desc);
create index posts_author_id_idx on posts (author_id, created_at desc);
create index transactions_from_idx on transactions (from_user_id);
create index transactions_to_idx on transactions (to_user_id);
