-- The transactions are the ledger: rows are added, and stay as they were written. Adding one costs
-- nothing more than before. TRUNCATE is left to who loads a database anew.
create function refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception '% is refused: rows of % are only added', tg_op, tg_table_name
    using errcode = 'restrict_violation',
      hint = 'Add a transaction that gives the money back.';
end
$$;

create trigger transactions_are_only_added before update or delete on transactions
  for each statement execute function refuse_change();

-- What each account began with, which nobody stores: its balance without what has moved since. It
-- never changes, and the sum of all balances is the sum of all openings.
create view ledger as
select
  accounts.user_id,
  (accounts.balance - came.amount + went.amount)::bigint as opening,
  came.amount as received,
  went.amount as sent,
  accounts.balance
from accounts
cross join lateral (
  select coalesce(sum(amount), 0)::bigint as amount
  from transactions
  where to_user_id = accounts.user_id and status = 'completed'
) as came
cross join lateral (
  select coalesce(sum(amount), 0)::bigint as amount
  from transactions
  where from_user_id = accounts.user_id and status = 'completed'
) as went;
