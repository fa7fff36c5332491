create type mood as enum ('happy', 'it''s <b>complicated</b>');

create table authors (
  id int generated always as identity primary key,
  name varchar(60) not null,
  email text unique,
  bio text,
  born date,
  mood mood,
  tags text[] not null default '{}',
  settings jsonb,
  photo bytea,
  active boolean not null default true,
  joined timestamptz not null default '2026-01-02 03:04:05.678901+00',
  name_length int generated always as (length(name)) stored
);

create table books (
  id int primary key,
  author_id int not null references authors,
  title text,
  price numeric(8, 2) check (price >= 0)
);

insert into authors (name, email, bio, born, mood, tags, settings, photo)
values
  ('Ada', 'ada@example.org', E'First line\n\nthird "line"', '1815-12-10', 'happy', '{maths,"a, b"}', '{"theme": "dark"}', '\x00ff10'),
  ('<script>document.title = "hacked"</script>', 'x" onfocus="document.title=1', '<img src=x onerror="document.title=2">', null, 'it''s <b>complicated</b>', '{}', null, null),
  ('', null, '', null, null, '{}', '"</textarea><script>document.title=3</script>"', ''),
  ('Long', 'long@example.org', repeat('0123456789', 10000), null, null, '{}', null, decode(repeat('ab', 5000), 'hex'));

insert into books (id, author_id, title, price)
select n, 1 + n % 2, case when n % 10 = 0 then null else 'Book ' || n end, n / 4.0
from generate_series(1, 130) as n;

create table "; drop table books; --" (
  "<script>alert(1)</script>" int primary key,
  "we""ird '? $1 {0} \" text,
  "naïve ☃" text references authors (email) on update cascade
);
insert into "; drop table books; --" values (1, '''; drop table books; --', 'ada@example.org'), (2, null, null);

create table pairs (a int, b text, note text, primary key (a, b));
insert into pairs values (1, 'x/y&z=%', 'one'), (1, '', 'two'), (2, '..', null);
create table pair_uses (id int primary key, a int, b text, foreign key (a, b) references pairs);
insert into pair_uses values (1, 1, ''), (2, null, null);

create table keyless (word text);
insert into keyless select 'word ' || n from generate_series(1, 60) as n;

create table coupons (
  serial int unique, percent int not null, code text not null, note text, unique (code) include (note)
);
create unique index on coupons (percent) where percent > 50;
create unique index on coupons (lower(code));
insert into coupons values (1, 10, 'SPRING', ''), (null, 20, 'AUTUMN', null);

create view dear_books as select id, title, price from books where price > 30;

create schema "Other Schema";
create table "Other Schema"."Thing" (id bigint primary key);
analyze;
