import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'

export async function POST(request: Request) {
  const form = await request.formData()
  const photo = form.get('photo')
  if (!(photo instanceof File)) {
    return Response.json({ error: 'photo is required' }, { status: 400 })
  }
  const name = randomUUID() + path.extname(photo.name)
  await writeFile(path.join('photos', name), Buffer.from(await photo.arrayBuffer()))
  return new Response(null, { status: 303, headers: { Location: '/welcome' } })
}
