import { cookies } from 'next/headers'

export async function GET() {
  const theme = (await cookies()).get('theme')?.value ?? 'light'
  return Response.json({ name: theme })
}

export async function POST(request: Request) {
  const form = await request.formData()
  const year = 365 * 24 * 60 * 60
  ;(await cookies()).set('theme', String(form.get('name')), {
    maxAge: year,
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
  })
  return new Response(null, { status: 303, headers: { Location: '/' } })
}
