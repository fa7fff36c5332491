insert into things values (1, 'one');
