import { type Generated, Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'

export interface Database {
  users: { id: Generated<string>; email: string; name: string | null; created_at: Generated<Date> }
  posts: {
    id: Generated<string>
    title: string
    content: string | null
    published: Generated<boolean>
    author_id: string
    created_at: Generated<Date>
  }
  accounts: { id: Generated<string>; user_id: string; balance: Generated<string> }
}

const pool = new Pool({ connectionString: process.env.DATABASE_URL })
export const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
