-- One table of every kind of column, and tables that refer to each other in every way.

create type mood as enum ('sad', 'so so', 'happy');
create domain percent as int check (value between 0 and 100);

create table everything (
  id          bigint generated always as identity primary key,
  a_text      text,
  a_varchar   varchar(40),
  a_char      char(3),
  a_bool      boolean,
  a_small     smallint,
  an_int      int,
  a_big       bigint,
  a_real      real,
  a_double    double precision,
  a_numeric   numeric,
  a_money     numeric(12, 2),
  a_uuid      uuid,
  a_date      date,
  a_time      time,
  a_timetz    timetz,
  a_timestamp timestamp,
  an_instant  timestamptz,
  an_interval interval,
  a_bytea     bytea,
  a_json      json,
  a_jsonb     jsonb,
  a_mood      mood,
  a_percent   percent,
  texts       text[],
  ints        int[],
  uuids       uuid[],
  moods       mood[]
);

create table people (
  id      int primary key,
  name    text not null,
  boss_id int references people
);

-- Two keys to one table.
create table letters (
  id           int primary key,
  sender_id    int not null references people (id),
  recipient_id int references people (id),
  body         text not null
);

create table tags (
  id   int primary key,
  name text not null unique
);

create table letter_tags (
  letter_id int not null references letters,
  tag_id    int not null references tags,
  primary key (letter_id, tag_id)
);

-- A key of two columns.
create table rooms (
  house  int not null,
  number text not null,
  floor  int not null default 0,
  primary key (house, number)
);

create table beds (
  id     int primary key,
  house  int,
  number text,
  kind   text not null,
  foreign key (house, number) references rooms
);

-- Columns to order by, of every type that has an order.
create table moments (
  id       bigint primary key,
  at       timestamptz not null default now(),
  at_local timestamp not null default now(),
  day      date not null default now(),
  hour     time not null default now(),
  a_mood   mood not null default 'sad',
  label    text not null default '',
  code     char(3) not null default '',
  amount   numeric not null default 0,
  score    double precision not null default 0,
  ratio    real not null default 0,
  small    smallint not null default 0,
  ref      uuid not null default gen_random_uuid(),
  open     boolean not null default false,
  raw      bytea not null default ''
);
