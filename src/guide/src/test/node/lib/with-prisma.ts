import { PrismaPg } from '@prisma/adapter-pg'
import { prisma } from './prisma'

export async function read(email: string, word: string, published?: boolean) {
  const user = await prisma.user.findUnique({ where: { email } })
  const drafts = await prisma.post.findMany({
    where: { published: false },
    orderBy: { createdAt: 'desc' },
  })

  const author = await prisma.user.findUnique({
    select: { id: true, name: true },
    where: { email },
  })
  const found = await prisma.post.findMany({
    select: { id: true, title: true },
    where: { published, title: { contains: word, mode: 'insensitive' } },
    orderBy: { createdAt: 'desc' },
    take: 20,
  })
  return { user, drafts, author, found }
}

export async function write() {
  const eve = await prisma.user.create({ data: { email: 'eve@example.org' } })
  await prisma.user.upsert({
    where: { email: 'eve@example.org' },
    create: { email: 'eve@example.org', name: 'Eve' },
    update: { name: 'Eve' },
  })
  await prisma.user.updateMany({ data: { name: 'E.' }, where: { id: eve.id } })
  await prisma.user.deleteMany({ where: { id: eve.id } })
}

export async function raw(least: number) {
  const top = await prisma.$queryRaw<{ name: string; posts: bigint }[]>`
    select u.name, count(*) as posts
    from users u join posts p on p.author_id = u.id
    group by u.id having count(*) >= ${least}
    order by posts desc`
  return top
}

export async function relate(id: string) {
  const authors = await prisma.user.findMany({
    select: {
      id: true,
      name: true,
      posts: { select: { id: true, title: true }, orderBy: { createdAt: 'desc' } },
    },
    orderBy: { createdAt: 'desc' },
    take: 20,
  })

  const post = await prisma.post.findUnique({
    select: { id: true, title: true, author: { select: { id: true, name: true } } },
    where: { id },
  })
  return { authors, post }
}

export async function paginate(page: number, limit: number, cursor?: string) {
  const orderBy = [{ createdAt: 'desc' as const }, { id: 'desc' as const }]
  const [rows, total] = await Promise.all([
    prisma.post.findMany({ orderBy, skip: (page - 1) * limit, take: limit }),
    prisma.post.count(),
  ])

  const slice = await prisma.post.findMany({
    orderBy,
    take: 10,
    ...(cursor && { cursor: { id: cursor }, skip: 1 }),
  })
  return { rows, total, slice }
}

class InsufficientFunds extends Error {}

export async function transfer(from: string, to: string, amount: number) {
  await prisma.$transaction(
    async (tx) => {
      const { count } = await tx.account.updateMany({
        where: { userId: from, balance: { gte: amount } },
        data: { balance: { decrement: amount } },
      })
      if (count === 0) throw new InsufficientFunds()
      await tx.account.update({
        where: { userId: to },
        data: { balance: { increment: amount } },
      })
    },
    { isolationLevel: 'Serializable' },
  )
}

export async function together(from: string, to: string) {
  await prisma.$transaction([
    prisma.account.update({ where: { userId: from }, data: { balance: { decrement: 5 } } }),
    prisma.account.update({ where: { userId: to }, data: { balance: { increment: 5 } } }),
  ])
}

export const pooled = new PrismaPg({
  connectionString: process.env.DATABASE_URL_POOLER,
  max: 10,
  connectionTimeoutMillis: 5000,
})
