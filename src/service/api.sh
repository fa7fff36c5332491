#!/usr/bin/env bash
# Every endpoint of the reference service as a curl command, with the status and the shape of its
# answer: to read, to copy from, and to run against a service that has the seed.
#
#   src/service/api.sh http://127.0.0.1:8080
#   DEVELOPMENT=true src/service/api.sh http://127.0.0.1:8080
#
# The second is for `make run` and `make dev`: DEVELOPMENT is the service's own setting, which leaves
# `Secure` out of cookies over plain HTTP.
#
# Says which answers are other than written here, and ends with their number.
URL=${1:-http://127.0.0.1:8080}
JSON='Content-Type: application/json'
USER_42=00000000-0000-4000-8000-00000000002a
USER_43=00000000-0000-4000-8000-00000000002b
POST_8=00000000-0000-4000-9000-000000000008
POST_7=00000000-0000-4000-9000-000000000007
NOBODY=00000000-0000-4000-8000-ffffffffffff
NEW="ada$$-$RANDOM@example.org"
KEY="$$-$RANDOM-$RANDOM"
SECURE='Secure; '
if [[ $DEVELOPMENT == true ]]; then SECURE='(Secure; )?'; fi
failed=0

# expect STATUS PATTERN curl …: some line of the answer, headers included, matches the pattern.
expect() {
  local status=$1 pattern=$2 got
  shift 2
  answer=$("$1" -s -i --max-time 60 "${@:2}" | tr -d '\r')
  got=$(awk 'NR == 1 {print $2}' <<<"$answer")
  if [[ $got != "$status" ]] || ! grep -Eq -- "$pattern" <<<"$answer"; then
    failed=$((failed + 1))
    printf 'expected %s %s\nof       %s\ngot      %.2000s\n\n' "$status" "$pattern" "$*" "$answer" >&2
  fi
}

# curl up to the first event, since a stream of events has no end.
first_event() {
  curl "$@" | sed '/^data: /q'
}

# The value of a header of the last answer.
header() {
  sed -n "s/^$1: //Ip" <<<"$answer" | head -1
}

## GET /api/hello
expect 200 '^\{"message":"Hello"\}$' curl "$URL/api/hello"
expect 200 '^Content-Length: 19$' curl --head "$URL/api/hello"
expect 405 '^Allow: GET, HEAD, OPTIONS$' curl -X DELETE "$URL/api/hello"

## GET /api/users
expect 200 '^\[\{"id":"[-0-9a-f]{36}","email":".*","name":.*,"createdAt":".*Z","posts":\[' \
  curl "$URL/api/users?limit=2"
expect 400 '^\{"error":"Invalid limit: must be an integer' curl "$URL/api/users?limit=many"

## POST /api/users
expect 201 '^Location: /api/users/[-0-9a-f]{36}$' \
  curl -H "$JSON" -d "{\"email\":\"$NEW\",\"name\":\"Ada\"}" "$URL/api/users"
user=$(header Location)
expect 409 '^\{"error":"Email already exists"\}$' \
  curl -H "$JSON" -d "{\"email\":\"$NEW\",\"name\":\"Ada\"}" "$URL/api/users"
expect 400 '"fields":\{"email":"must be an e-mail address","name":"must not be blank"\}' \
  curl -H "$JSON" -d '{}' "$URL/api/users"

## GET /api/users/{id}
expect 200 '^\{"id":"'$USER_42'","email":"user42@example.com","name":"User 42","createdAt":"2025' \
  curl "$URL/api/users/$USER_42"
expect 404 '^\{"error":"User not found"\}$' curl "$URL/api/users/$NOBODY"
expect 400 '^\{"error":"Invalid id: must be a UUID"' curl "$URL/api/users/42"
expect 200 '^\{"name":"User 42","postCount":[0-9]+\}$' \
  curl "$URL/api/users/$USER_42?fields=name,postCount"
expect 400 'only id, email, name, createdAt, postCount"' \
  curl "$URL/api/users/$USER_42?fields=password_hash"
expect 200 '^ETag: "[0-9]+"$' curl "$URL/api/users/$USER_42"
tag=$(header ETag)
expect 304 "^ETag: $tag\$" curl -H "If-None-Match: $tag" "$URL/api/users/$USER_42"

## PATCH /api/users/{id}
expect 200 '"name":null' curl -X PATCH -H "$JSON" -d '{"name":null}' "$URL$user"
tag=$(header ETag)
expect 200 '"name":"Countess"' \
  curl -X PATCH -H "$JSON" -H "If-Match: $tag" -d '{"name":"Countess"}' "$URL$user"
expect 412 '^\{"error":"It has been changed since you read it; read it again"\}$' \
  curl -X PATCH -H "$JSON" -H "If-Match: $tag" -d '{"name":"Late"}' "$URL$user"

## PUT /api/users/{id}
expect 200 '"name":"Ada Lovelace"' \
  curl -X PUT -H "$JSON" -d "{\"email\":\"$NEW\",\"name\":\"Ada Lovelace\"}" "$URL$user"

## GET /api/users/{id}/posts
expect 200 '^\[\{"id":".*"authorId":"'$USER_42'"' curl "$URL/api/users/$USER_42/posts"

## DELETE /api/users/{id}
expect 204 '' curl -X DELETE "$URL$user"
expect 404 '^\{"error":"User not found"\}$' curl -X DELETE "$URL$user"

## GET /api/posts
expect 200 '^Link: .*</api/posts\?limit=5&page=3>; rel="next"' curl "$URL/api/posts?page=2&limit=5"
expect 200 '^Link: .*</api/posts\?limit=5&cursor=[^>]+>; rel="next"' \
  curl "$URL/api/posts?cursor=&limit=5"
next=$(sed 's/.*<\([^>]*\)>; rel="next".*/\1/' <<<"$(header Link)")
expect 200 'rel="prev"' curl "$URL$next"

## POST /api/posts
expect 201 '^\{"id":".*","title":"New","content":null,"published":false,"authorId":"'$USER_43'"' \
  curl -H "$JSON" -d "{\"title\":\"New\",\"authorId\":\"$USER_43\"}" "$URL/api/posts"
post=$(header Location)
expect 422 '^\{"error":"Author id does not exist"' \
  curl -H "$JSON" -d "{\"title\":\"New\",\"authorId\":\"$NOBODY\"}" "$URL/api/posts"

## GET /api/posts/{id}
expect 200 '^ETag: "[0-9]+"$' curl "$URL/api/posts/$POST_7"
expect 200 '^\{"title":"Note 7 on uploads"\}$' curl "$URL/api/posts/$POST_7?fields=title"

## PATCH /api/posts/{id}
expect 200 '"published":true' curl -X PATCH -H "$JSON" -d '{"published":true}' "$URL$post"

## PUT /api/posts/{id}
expect 200 '"title":"Whole","content":null,"published":false' \
  curl -X PUT -H "$JSON" -d "{\"title\":\"Whole\",\"authorId\":\"$USER_43\"}" "$URL$post"

## DELETE /api/posts/{id}
expect 204 '' curl -X DELETE "$URL$post"

## GET /api/posts/paginated
expect 200 '"pagination":\{"page":3,"limit":10,"total":[0-9]+,"pages":[0-9]+\}\}$' \
  curl "$URL/api/posts/paginated?page=3&limit=10"

## GET /api/posts/search
expect 200 '^\[\{"id":".*"author":\{"id":".*","name":.*,"email":".*"\}' \
  curl "$URL/api/posts/search?query=postgres&published=true"

## GET /api/stats/top-authors
expect 200 '^\[\{"name":"User [0-9]+","postCount":[0-9]+\},' curl "$URL/api/stats/top-authors"

## POST /api/transfer
expect 200 '^\{"sender":\{"id":".*"balance":[0-9]+\},"receiver":.*"status":"completed"' \
  curl -H "$JSON" -d "{\"fromUserId\":\"$USER_42\",\"toUserId\":\"$USER_43\",\"amount\":5}" \
  "$URL/api/transfer"
expect 400 '^\{"error":"Insufficient funds"\}$' \
  curl -H "$JSON" -d "{\"fromUserId\":\"$USER_42\",\"toUserId\":\"$USER_43\",\"amount\":999999999}" \
  "$URL/api/transfer"
expect 200 '"status":"completed"' \
  curl -H "$JSON" -H "Idempotency-Key: $KEY" \
  -d "{\"fromUserId\":\"$USER_42\",\"toUserId\":\"$USER_43\",\"amount\":5}" "$URL/api/transfer"
expect 200 '^Idempotent-Replayed: true$' \
  curl -H "$JSON" -H "Idempotency-Key: $KEY" \
  -d "{\"fromUserId\":\"$USER_42\",\"toUserId\":\"$USER_43\",\"amount\":5}" "$URL/api/transfer"
expect 422 '^\{"error":"Idempotency-Key came with another request before; send this one under a new' \
  curl -H "$JSON" -H "Idempotency-Key: $KEY" \
  -d "{\"fromUserId\":\"$USER_42\",\"toUserId\":\"$USER_43\",\"amount\":6}" "$URL/api/transfer"
expect 400 '^\{"error":"Invalid Idempotency-Key: must be 1 to 255 visible ASCII characters' \
  curl -H "$JSON" -H 'Idempotency-Key: a b' \
  -d "{\"fromUserId\":\"$USER_42\",\"toUserId\":\"$USER_43\",\"amount\":5}" "$URL/api/transfer"

## GET /api/export/posts
expect 200 '^Content-Type: application/x-ndjson$' curl "$URL/api/export/posts"
expect 200 '^id,title,content,published,authorId,createdAt$' \
  curl -H 'Accept: text/csv' "$URL/api/export/posts"

## POST /api/signup
expect 201 '^\{"id":"[-0-9a-f]{36}","email":"new-.*","name":"Ada","createdAt":".*"\}$' \
  curl -H "$JSON" -d "{\"email\":\"new-$NEW\",\"name\":\"Ada\",\"password\":\"correct horse\"}" \
  "$URL/api/signup"

## POST /api/login
expect 200 "^Set-Cookie: token=.*; Max-Age=604800; ${SECURE}HttpOnly; SameSite=Strict\$" \
  curl -H "$JSON" -d "{\"email\":\"new-$NEW\",\"password\":\"correct horse\"}" "$URL/api/login"
token=$(sed 's/;.*//' <<<"$(header Set-Cookie)")
if [[ $(header Set-Cookie) == token=* && $answer != *'; Secure;'* && $DEVELOPMENT != true ]]; then
  echo 'Is that a service of make run or make dev? Say DEVELOPMENT=true to this script.' >&2
fi
expect 401 '^\{"error":"Invalid credentials"\}$' \
  curl -H "$JSON" -d "{\"email\":\"new-$NEW\",\"password\":\"a guess\"}" "$URL/api/login"

## GET /api/protected
expect 200 '^\{"message":"Authenticated","user":\{"id":".*"\}\}$' \
  curl -b "$token" "$URL/api/protected"
expect 401 '^\{"error":"Unauthorized"\}$' curl "$URL/api/protected"

## POST /api/logout
expect 204 '^Set-Cookie: token=;.*Max-Age=0' curl -X POST -b "$token" "$URL/api/logout"
expect 401 '^\{"error":"Unauthorized"\}$' curl -b "$token" "$URL/api/protected"

## GET /api/public
expect 200 '^Access-Control-Allow-Origin: \*$' curl -H 'Origin: https://any.example' "$URL/api/public"

## POST /api/public
expect 204 '^Access-Control-Allow-Methods: .*POST' \
  curl -X OPTIONS -H 'Origin: https://any.example' -H 'Access-Control-Request-Method: POST' \
  "$URL/api/public"
expect 200 '^\{"message":"Received: hi"\}$' curl -H "$JSON" -d '{"message":"hi"}' "$URL/api/public"

## GET /api/config-example
expect 200 '^\{"at":".*Z","virtual":false\}$' curl "$URL/api/config-example"
expect 200 '^X-Cache: HIT$' curl "$URL/api/config-example"

## POST /api/config-example
expect 204 '' curl -X POST "$URL/api/config-example"
expect 200 '^X-Cache: MISS$' curl "$URL/api/config-example"

## GET /api/legacy
expect 200 '^\{"hello":"Ada"\}$' curl "$URL/api/legacy?name=Ada"

## HEAD /api/legacy
expect 200 '^Content-Type: application/json' curl --head "$URL/api/legacy"

## POST /api/legacy
expect 201 '^\{"hello":"Eve"\}$' curl -H "$JSON" -d '{"name":"Eve"}' "$URL/api/legacy"

## PUT /api/legacy
expect 405 '^Allow: GET, HEAD, POST$' curl -X PUT "$URL/api/legacy"

## PATCH /api/legacy
expect 405 '^\{"error":"Method not allowed"\}$' curl -X PATCH "$URL/api/legacy"

## DELETE /api/legacy
expect 405 '^\{"error":"Method not allowed"\}$' curl -X DELETE "$URL/api/legacy"

## OPTIONS /api/legacy
expect 405 '^Allow: GET, HEAD, POST$' curl -X OPTIONS "$URL/api/legacy"

## POST /api/upload
expect 201 '^\{"url":"/api/uploads/[0-9a-f]{32}\.txt"\}$' curl -F "file=@$0" "$URL/api/upload"
file=$(header Location)
expect 400 '^\{"error":"No file provided"\}$' curl -F 'other=x' "$URL/api/upload"

## GET /api/uploads/{name}
expect 200 '^X-Content-Type-Options: nosniff$' curl "$URL$file"
expect 206 '^Content-Range: bytes 0-9/' curl -r 0-9 "$URL$file"

## GET /api/data
expect 200 '^Cache-Control: public, max-age=60, stale-while-revalidate=60$' curl "$URL/api/data"

## GET /api/docs/{slug+}
expect 200 '^\{"slug":\["a","b"\]\}$' curl "$URL/api/docs/a/b"
expect 404 '^\{"error":"Not found"\}$' curl "$URL/api/docs"

## GET /api/stream
expect 200 '^Line 9$' curl -N "$URL/api/stream"

## GET /api/events
while sleep 0.2; do
  curl -s -X PATCH -H "$JSON" -d '{"published":true}' "$URL/api/posts/$POST_8" >/dev/null
done &
expect 200 '^data: \{"event":[0-9]+,"kind":"updated","ids":\["'$POST_8'"\]\}$' \
  first_event -N "$URL/api/events"
kill $!

exit "$failed"
