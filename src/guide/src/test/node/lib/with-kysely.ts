import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { Pool } from 'pg'
import { db } from './kysely'

export async function read(email: string, word: string, published?: boolean) {
  const user = await db
    .selectFrom('users')
    .selectAll()
    .where('email', '=', email)
    .executeTakeFirst()

  const found = await db
    .selectFrom('posts')
    .select(['id', 'title'])
    .where('title', 'ilike', `%${word}%`)
    .$if(published !== undefined, (it) => it.where('published', '=', published!))
    .orderBy('created_at', 'desc')
    .limit(20)
    .execute()
  return { user, found }
}

export async function relate() {
  const authors = await db
    .selectFrom('users')
    .select((eb) => [
      'users.id',
      'users.name',
      jsonArrayFrom(
        eb
          .selectFrom('posts')
          .select(['posts.id', 'posts.title'])
          .whereRef('posts.author_id', '=', 'users.id')
          .orderBy('posts.created_at', 'desc'),
      ).as('posts'),
    ])
    .orderBy('users.created_at', 'desc')
    .limit(20)
    .execute()
  return authors
}

export async function author(id: string) {
  return db
    .selectFrom('posts')
    .select((eb) => [
      'posts.id',
      'posts.title',
      jsonObjectFrom(
        eb
          .selectFrom('users')
          .select(['users.id', 'users.name'])
          .whereRef('users.id', '=', 'posts.author_id'),
      ).as('author'),
    ])
    .where('posts.id', '=', id)
    .executeTakeFirst()
}

export function withToken(token: () => Promise<string>) {
  const pool = new Pool({ host: 'db', user: 'app', password: token })
  return pool
}
