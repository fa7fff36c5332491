import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import { db } from './drizzle'
import { accounts, posts, users } from './schema'

export async function read(email: string) {
  const user = await db.query.users.findFirst({ where: eq(users.email, email) })
  const drafts = await db.query.posts.findMany({
    where: eq(posts.published, false),
    orderBy: desc(posts.createdAt),
  })
  return { user, drafts }
}

export async function write() {
  const [eve] = await db.insert(users).values({ email: 'eve@example.org' }).returning()
  await db
    .insert(users)
    .values({ email: 'eve@example.org', name: 'Eve' })
    .onConflictDoUpdate({ target: users.email, set: { name: 'Eve' } })
  await db.update(users).set({ name: 'E.' }).where(eq(users.id, eve.id))
  await db.delete(users).where(eq(users.id, eve.id))
}

export async function relate() {
  const authors = await db.query.users.findMany({
    columns: { id: true, name: true },
    with: { posts: { columns: { id: true, title: true }, orderBy: desc(posts.createdAt) } },
    orderBy: desc(users.createdAt),
    limit: 20,
  })
  return authors
}

export async function paginate(last: { createdAt: Date; id: string }) {
  const slice = await db
    .select({ id: posts.id, title: posts.title, createdAt: posts.createdAt })
    .from(posts)
    .where(lt(sql`(${posts.createdAt}, ${posts.id})`, sql`(${last.createdAt}, ${last.id})`))
    .orderBy(desc(posts.createdAt), desc(posts.id))
    .limit(10)
  return slice
}

export async function transfer(from: string, to: string, amount: number) {
  await db.transaction(async (tx) => {
    const debited = await tx
      .update(accounts)
      .set({ balance: sql`${accounts.balance} - ${amount}` })
      .where(and(eq(accounts.userId, from), gte(accounts.balance, amount)))
      .returning()
    if (debited.length === 0) tx.rollback()
    await tx
      .update(accounts)
      .set({ balance: sql`${accounts.balance} + ${amount}` })
      .where(eq(accounts.userId, to))
  })
}

const pool = new Pool({ max: 10, connectionTimeoutMillis: 5000 })
export const pooled = drizzle(pool)
