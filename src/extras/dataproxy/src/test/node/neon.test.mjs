import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { NeonDbError } from '@neondatabase/serverless'
import { connect } from './database.mjs'

const sql = connect()

before(() => sql`delete from notes where title like 'neon %'`)

test('values of a template are parameters', async () => {
  const evil = `neon '; drop table notes; --`
  const [note] = await sql`insert into notes (title, stars) values (${evil}, ${3}) returning *`
  assert.equal(note.title, evil)
  assert.deepEqual(await sql`select stars from notes where title = ${evil}`, [{ stars: 3 }])
})

test('values have the types that the client makes of PostgreSQL’s texts', async () => {
  const [row] = await sql.query(
    `select $1::int4 as int, $2::int8 as big, $3::numeric as numeric, $4::bool as bool,
       $5::timestamptz as at, $6::jsonb as json, $7::bytea as bytes, $8::text[] as texts,
       $9::float8 as nan, $10::text as nothing, $11::text as emoji, $12::interval as interval`,
    [
      7, '9223372036854775807', '1.10', true, new Date('2026-02-28T12:00:00.500Z'),
      { a: [1, null, 'ü'] }, Buffer.from([0, 255]), ['a b', 'c"d', 'e\\f', null],
      NaN, null, '👩‍🚀', '1 day 02:00:00',
    ],
  )
  assert.equal(row.int, 7)
  assert.equal(row.big, '9223372036854775807')
  assert.equal(row.numeric, '1.10')
  assert.equal(row.bool, true)
  assert.equal(row.at.toISOString(), '2026-02-28T12:00:00.500Z')
  assert.deepEqual(row.json, { a: [1, null, 'ü'] })
  assert.deepEqual([...row.bytes], [0, 255])
  assert.deepEqual(row.texts, ['a b', 'c"d', 'e\\f', null])
  assert.ok(Number.isNaN(row.nan))
  assert.equal(row.nothing, null)
  assert.equal(row.emoji, '👩‍🚀')
  assert.equal(row.interval.days, 1)
})

test('rows are arrays, and results are whole, where that is asked for', async () => {
  const query = 'select 1 as a, $1::text as b, 2 as a'
  const whole = await sql.query(query, ['x'], { arrayMode: true, fullResults: true })
  assert.deepEqual(whole.rows, [[1, 'x', 2]])
  assert.equal(whole.command, 'SELECT')
  assert.equal(whole.rowCount, 1)
  assert.deepEqual(
    whole.fields.map((it) => [it.name, it.dataTypeID]),
    [['a', 23], ['b', 25], ['a', 23]],
  )
  assert.deepEqual(await connect(undefined, { arrayMode: true }).query(query, ['y']), [[1, 'y', 2]])
})

test('an error has the fields of PostgreSQL’s', async () => {
  await sql`insert into notes (title) values (${'neon twice'})`
  await assert.rejects(sql`insert into notes (title) values (${'neon twice'})`, (error) => {
    assert.ok(error instanceof NeonDbError)
    assert.equal(error.message, 'duplicate key value violates unique constraint "notes_title_key"')
    assert.equal(error.code, '23505')
    assert.equal(error.detail, 'Key (title)=(neon twice) already exists.')
    assert.equal(error.constraint, 'notes_title_key')
    assert.equal(error.table, 'notes')
    assert.equal(error.severity, 'ERROR')
    return true
  })
})

test('a transaction is all or nothing, with the isolation that was asked for', async () => {
  const [inserted, level] = await sql.transaction(
    [
      sql`insert into notes (title) values (${'neon t1'}) returning title`,
      sql`select current_setting('transaction_isolation') as level`,
    ],
    { isolationLevel: 'Serializable' },
  )
  assert.deepEqual(inserted, [{ title: 'neon t1' }])
  assert.deepEqual(level, [{ level: 'serializable' }])
  await assert.rejects(
    sql.transaction((tx) => [
      tx`insert into notes (title) values (${'neon t2'})`,
      tx`insert into notes (title) values (${'neon t1'})`,
    ]),
    { code: '23505' },
  )
  await assert.rejects(
    sql.transaction([sql`insert into notes (title) values (${'neon t2'})`], {
      readOnly: true,
      isolationLevel: 'Serializable',
      deferrable: true,
    }),
    { code: '25006' },
  )
  assert.deepEqual(await sql`select title from notes where title = ${'neon t2'}`, [])
})

test('requests at once are answered each with its own', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => sql`select ${i}::int as i, pg_backend_pid() as pid`),
  )
  assert.deepEqual(answers.map(([row]) => row.i), Array.from({ length: 50 }, (_, i) => i))
})

test('a wrong key is refused, a bearer token is a key too', async () => {
  await assert.rejects(connect('wrong')`select 1`, (error) => {
    assert.ok(error instanceof NeonDbError)
    assert.match(error.message, /HTTP status 401.*is no key of this data proxy/)
    return true
  })
  const bearer = connect('wrong', { authToken: process.env.PROXY_KEY })
  assert.deepEqual(await bearer`select 1 as one`, [{ one: 1 }])
})

test('what is not in the list is refused', { skip: !process.env.PROXY_LISTED }, async () => {
  await assert.rejects(sql`select 'not in the list'`, (error) => {
    assert.match(error.message, /HTTP status 403.*Statement [0-9a-f]{32} is not one/)
    return true
  })
})
