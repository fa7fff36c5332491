import { revalidateTag } from 'next/cache'
import type { NextRequest } from 'next/server'
import { prisma } from '@/lib/prisma'

const cors = {
  'Access-Control-Allow-Origin': 'https://app.example',
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Content-Type',
  Vary: 'Origin',
}

export function OPTIONS() {
  return new Response(null, { status: 204, headers: cors })
}

export async function GET(request: NextRequest) {
  const query = request.nextUrl.searchParams
  const page = Math.max(Number(query.get('page') ?? 1) || 1, 1)
  const limit = Math.min(Math.max(Number(query.get('limit') ?? 10) || 10, 1), 100)
  const posts = await prisma.post.findMany({ skip: (page - 1) * limit, take: limit })
  return Response.json(posts, { headers: cors })
}

export async function POST(request: Request) {
  await prisma.post.create({ data: await request.json() })
  revalidateTag('posts', 'max')
  return new Response(null, { status: 201, headers: cors })
}
