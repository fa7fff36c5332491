import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { asc, eq, inArray, like, relations, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/neon-http'
import { integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { connect } from './database.mjs'

const notes = pgTable('notes', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  title: text().notNull(),
  stars: integer().notNull().default(0),
  tags: text().array().notNull().default([]),
  body: jsonb(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  parentId: integer('parent_id'),
})
const notesRelations = relations(notes, ({ one, many }) => ({
  parent: one(notes, { fields: [notes.parentId], references: [notes.id], relationName: 'thread' }),
  answers: many(notes, { relationName: 'thread' }),
}))
const db = drizzle({ client: connect(), schema: { notes, notesRelations } })

before(() => db.delete(notes).where(like(notes.title, 'drizzle %')))

test('rows are inserted, changed, read and deleted', async () => {
  const [note] = await db
    .insert(notes)
    .values({ title: 'drizzle 1', tags: ['a b', 'c"d'], body: { x: [1, 'ü'] } })
    .returning()
  assert.deepEqual(note.tags, ['a b', 'c"d'])
  assert.deepEqual(note.body, { x: [1, 'ü'] })
  assert.ok(note.createdAt instanceof Date)
  const changed = await db.update(notes).set({ stars: sql`${notes.stars} + 1` }).where(eq(notes.id, note.id))
  assert.equal(changed.rowCount, 1)
  const read = await db
    .select({ title: notes.title, stars: notes.stars })
    .from(notes)
    .where(inArray(notes.id, [note.id, -1]))
    .orderBy(asc(notes.id))
    .limit(5)
  assert.deepEqual(read, [{ title: 'drizzle 1', stars: 1 }])
  await db.delete(notes).where(eq(notes.id, note.id))
  assert.equal(await db.$count(notes, eq(notes.id, note.id)), 0)
})

test('relations are read in one statement', async () => {
  const [{ id }] = await db.insert(notes).values({ title: 'drizzle parent' }).returning({ id: notes.id })
  await db.insert(notes).values([
    { title: 'drizzle a', parentId: id },
    { title: 'drizzle b', parentId: id },
  ])
  const thread = await db.query.notes.findFirst({
    where: eq(notes.id, id),
    columns: { title: true },
    with: { answers: { columns: { title: true }, orderBy: asc(notes.title) } },
  })
  assert.deepEqual(thread, {
    title: 'drizzle parent',
    answers: [{ title: 'drizzle a' }, { title: 'drizzle b' }],
  })
})

test('a batch is one transaction', async () => {
  const [inserted, found] = await db.batch([
    db.insert(notes).values({ title: 'drizzle batch' }).returning({ title: notes.title }),
    db.select({ stars: notes.stars }).from(notes).where(eq(notes.title, 'drizzle batch')),
  ])
  assert.deepEqual(inserted, [{ title: 'drizzle batch' }])
  assert.deepEqual(found, [{ stars: 0 }])
  await assert.rejects(
    db.batch([
      db.insert(notes).values({ title: 'drizzle undone' }),
      db.insert(notes).values({ title: 'drizzle batch' }),
    ]),
  )
  assert.deepEqual(await db.select().from(notes).where(eq(notes.title, 'drizzle undone')), [])
})

test('an error of PostgreSQL’s is the cause', async () => {
  const insert = (stars) => db.insert(notes).values({ title: `drizzle ${stars}`, stars })
  await insert(5)
  await assert.rejects(insert(-1), (error) => {
    assert.equal((error.cause ?? error).code, '23514')
    assert.equal((error.cause ?? error).constraint, 'notes_stars_check')
    return true
  })
})
