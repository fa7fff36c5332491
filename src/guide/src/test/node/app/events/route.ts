import { pool } from '@/lib/pool'

export async function GET(request: Request) {
  const client = await pool.connect()
  await client.query('listen posts')
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    start(controller) {
      client.on('notification', ({ payload }) => {
        controller.enqueue(encoder.encode(`data: ${payload}\n\n`))
      })
      request.signal.addEventListener('abort', () => {
        client.release(true)
        controller.close()
      })
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })
}
