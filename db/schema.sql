-- The schema as the migrations make it: written by make schema, not by hand.

SET check_function_bodies = off;

CREATE SEQUENCE public.post_events;

CREATE OR REPLACE FUNCTION public.notify_of_posts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  ids json;
begin
  if not exists (select from changed) then
    return null;
  end if;
  select coalesce(json_agg(id), '[]') into ids
  from (select id from changed limit 101) as few
  having count(*) <= 100;
  perform pg_notify(
    'posts',
    json_build_object(
      'event', nextval('post_events'), 'kind', tg_argv[0], 'ids', coalesce(ids, '[]'))::text);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is refused: rows of % are only added', tg_op, tg_table_name
    using errcode = 'restrict_violation',
      hint = 'Add a transaction that gives the money back.';
end
$function$;

CREATE OR REPLACE FUNCTION public.uuid_time_ordered()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
AS $function$
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
$function$;

CREATE TABLE public.accounts (
    id uuid DEFAULT public.uuid_time_ordered() NOT NULL,
    user_id uuid NOT NULL,
    balance bigint DEFAULT 0 NOT NULL,
    CONSTRAINT accounts_balance_check CHECK ((balance >= 0)),
    CONSTRAINT accounts_pkey PRIMARY KEY (id),
    CONSTRAINT accounts_user_id_key UNIQUE (user_id)
);

CREATE TABLE public.idempotency_keys (
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status integer,
    answer text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_keys_fingerprint_check CHECK ((octet_length(fingerprint) = 32)),
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (key)
);
CREATE INDEX idempotency_keys_created_at_idx ON public.idempotency_keys USING btree (created_at);

CREATE TABLE public.posts (
    id uuid DEFAULT public.uuid_time_ordered() NOT NULL,
    title text NOT NULL,
    content text,
    published boolean DEFAULT false NOT NULL,
    author_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT posts_pkey PRIMARY KEY (id)
);
CREATE INDEX posts_author_id_idx ON public.posts USING btree (author_id, created_at DESC);
CREATE INDEX posts_created_at_idx ON public.posts USING btree (created_at DESC, id DESC);

CREATE TABLE public.sessions (
    token_hash bytea NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT sessions_pkey PRIMARY KEY (token_hash),
    CONSTRAINT sessions_token_hash_check CHECK ((octet_length(token_hash) = 32))
);
CREATE INDEX sessions_expires_at_idx ON public.sessions USING btree (expires_at);
CREATE INDEX sessions_user_id_idx ON public.sessions USING btree (user_id);

CREATE TABLE public.transactions (
    id uuid DEFAULT public.uuid_time_ordered() NOT NULL,
    from_user_id uuid NOT NULL,
    to_user_id uuid NOT NULL,
    amount bigint NOT NULL,
    status text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT transactions_amount_check CHECK ((amount > 0)),
    CONSTRAINT transactions_pkey PRIMARY KEY (id)
);
CREATE INDEX transactions_from_idx ON public.transactions USING btree (from_user_id);
CREATE INDEX transactions_to_idx ON public.transactions USING btree (to_user_id);

CREATE TABLE public.users (
    id uuid DEFAULT public.uuid_time_ordered() NOT NULL,
    email text NOT NULL,
    name text,
    password_hash text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
CREATE INDEX users_created_at_idx ON public.users USING btree (created_at DESC, id DESC);

CREATE VIEW public.ledger AS
 SELECT accounts.user_id,
    ((accounts.balance - came.amount) + went.amount) AS opening,
    came.amount AS received,
    went.amount AS sent,
    accounts.balance
   FROM ((public.accounts
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(transactions.amount), (0)::numeric))::bigint AS amount
           FROM public.transactions
          WHERE ((transactions.to_user_id = accounts.user_id) AND (transactions.status = 'completed'::text))) came)
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(transactions.amount), (0)::numeric))::bigint AS amount
           FROM public.transactions
          WHERE ((transactions.from_user_id = accounts.user_id) AND (transactions.status = 'completed'::text))) went);

ALTER TABLE ONLY public.accounts ADD CONSTRAINT accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.posts ADD CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sessions ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.transactions ADD CONSTRAINT transactions_from_user_id_fkey FOREIGN KEY (from_user_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.transactions ADD CONSTRAINT transactions_to_user_id_fkey FOREIGN KEY (to_user_id) REFERENCES public.users(id);

CREATE TRIGGER posts_created AFTER INSERT ON public.posts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.notify_of_posts('created');
CREATE TRIGGER posts_deleted AFTER DELETE ON public.posts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.notify_of_posts('deleted');
CREATE TRIGGER posts_updated AFTER UPDATE ON public.posts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.notify_of_posts('updated');
CREATE TRIGGER transactions_are_only_added BEFORE DELETE OR UPDATE ON public.transactions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

RESET check_function_bodies;
