create table books (
  id bigint generated always as identity primary key,
  title text not null unique,
  year int not null
);
