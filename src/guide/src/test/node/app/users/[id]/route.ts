import { prisma } from '@/lib/prisma'

type Context = { params: Promise<{ id: string }> }

export async function GET(_request: Request, { params }: Context) {
  const { id } = await params
  const user = await prisma.user.findUnique({
    select: { id: true, email: true, name: true },
    where: { id },
  })
  if (!user) return Response.json({ error: 'User not found' }, { status: 404 })
  return Response.json(user)
}

export async function DELETE(_request: Request, { params }: Context) {
  const { id } = await params
  const { count } = await prisma.user.deleteMany({ where: { id } })
  if (count === 0) return Response.json({ error: 'User not found' }, { status: 404 })
  return new Response(null, { status: 204 })
}
