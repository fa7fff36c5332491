-- What was answered to requests that clients may send again: once under a key, and then the same.
create table idempotency_keys (
  key         text primary key,
  -- SHA-256 of the request.
  fingerprint bytea not null check (octet_length(fingerprint) = 32),
  -- Both null only within the transaction that answers the first request, so nobody else sees it.
  status      integer,
  answer      text,
  created_at  timestamptz not null default now()
);

create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
