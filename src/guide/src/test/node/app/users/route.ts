import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { prisma } from '@/lib/prisma'

const NewUser = z.object({ email: z.email(), name: z.string().trim().min(1) })

export async function POST(request: Request) {
  const body = NewUser.safeParse(await request.json().catch(() => null))
  if (!body.success) {
    return Response.json(z.flattenError(body.error), { status: 400 })
  }
  try {
    const user = await prisma.user.create({ data: body.data, select: { id: true } })
    return Response.json(user, { status: 201 })
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      return Response.json({ error: 'Email already exists' }, { status: 409 })
    }
    throw error
  }
}
