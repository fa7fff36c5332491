import { db } from '@/lib/kysely'

export function GET() {
  const encoder = new TextEncoder()
  // Needs `cursor: Cursor`, of pg-cursor, in the dialect.
  const posts = db.selectFrom('posts').select(['id', 'title']).orderBy('id').stream(100)
  const body = new ReadableStream({
    async pull(controller) {
      const { value, done } = await posts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(JSON.stringify(value) + '\n'))
    },
    async cancel() {
      await posts.return?.()
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } })
}
