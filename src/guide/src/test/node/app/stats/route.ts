import { cacheLife, cacheTag } from 'next/cache'
import { prisma } from '@/lib/prisma'

async function stats() {
  'use cache'
  cacheTag('posts')
  cacheLife({ revalidate: 60 })
  return { published: await prisma.post.count({ where: { published: true } }) }
}

export async function GET() {
  return Response.json(await stats())
}
