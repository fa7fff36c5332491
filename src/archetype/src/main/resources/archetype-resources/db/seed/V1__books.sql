insert into books (title, year) values ('Emma', 1815), ('Middlemarch', 1871);
