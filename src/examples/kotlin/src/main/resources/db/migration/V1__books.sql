create table books (
  id bigint generated always as identity primary key,
  title text not null unique,
  year int not null
);

insert into books (title, year) values ('Emma', 1815), ('Middlemarch', 1871);
