import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Kysely, sql } from 'kysely'
import { NeonDialect } from 'kysely-neon'
import { connect } from './database.mjs'

const db = new Kysely({ dialect: new NeonDialect({ neon: connect() }) })

before(() => db.deleteFrom('notes').where('title', 'like', 'kysely %').execute())

test('rows are inserted, changed, read and deleted', async () => {
  const note = await db
    .insertInto('notes')
    .values({ title: 'kysely 1', body: JSON.stringify({ x: 1 }), tags: ['a'] })
    .returningAll()
    .executeTakeFirstOrThrow()
  assert.deepEqual(note.body, { x: 1 })
  assert.deepEqual(note.tags, ['a'])
  const changed = await db
    .updateTable('notes')
    .set((eb) => ({ stars: eb('stars', '+', 2) }))
    .where('id', '=', note.id)
    .executeTakeFirst()
  assert.equal(changed.numUpdatedRows, 1n)
  const read = await db
    .with('mine', (qb) => qb.selectFrom('notes').selectAll().where('title', 'like', 'kysely %'))
    .selectFrom('mine')
    .select(['title', 'stars', sql`exists (select 1 from mine where stars > ${1})`.as('liked')])
    .where('id', 'in', [note.id, -1])
    .execute()
  assert.deepEqual(read, [{ title: 'kysely 1', stars: 2, liked: true }])
  const deleted = await db.deleteFrom('notes').where('id', '=', note.id).executeTakeFirst()
  assert.equal(deleted.numDeletedRows, 1n)
})

test('a conflict is an update', async () => {
  const upsert = () =>
    db
      .insertInto('notes')
      .values({ title: 'kysely upsert' })
      .onConflict((oc) => oc.column('title').doUpdateSet((eb) => ({ stars: eb('notes.stars', '+', 1) })))
      .returning('stars')
      .executeTakeFirst()
  assert.deepEqual(await upsert(), { stars: 0 })
  assert.deepEqual(await upsert(), { stars: 1 })
})

test('an error is PostgreSQL’s', async () => {
  const insert = () => db.insertInto('notes').values({ title: 'kysely twice' }).execute()
  await insert()
  await assert.rejects(insert(), { code: '23505', constraint: 'notes_title_key' })
})
