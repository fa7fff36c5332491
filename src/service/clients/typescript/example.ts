// What a program with types from /openapi.json looks like: node dist/example.js http://127.0.0.1:8080
import createClient from 'openapi-fetch'
import type { components, paths } from './api.d.ts'

type User = components['schemas']['User']

const api = createClient<paths, 'application/json'>({ baseUrl: process.argv[2] ?? 'http://127.0.0.1:8080' })

/** Creates a user, or says which of the fields is wrong. */
async function create(email: string, name: string): Promise<User> {
  const { data, error, response } = await api.POST('/api/users', { body: { email, name } })
  if (error) {
    throw new Error(`${response.status}: ${error.error} ${JSON.stringify(error.fields ?? {})}`)
  }
  return data
}

const user = await create(`ada-${process.pid}-${Date.now()}@example.org`, 'Ada')

const renamed = await api.PATCH('/api/users/{id}', {
  params: { path: { id: user.id } },
  body: { name: null },
})
console.log('name', renamed.data?.name ?? 'none')

const found = await api.GET('/api/posts/search', { params: { query: { query: 'post', published: true } } })
for (const post of found.data ?? []) {
  console.log('post', post.title, 'by', post.author.name ?? 'somebody')
}

const refused = await create('nobody', ' ').catch((problem: Error) => problem.message)
console.log('refused', refused)

const gone = await api.DELETE('/api/users/{id}', { params: { path: { id: user.id } } })
console.log('deleted', gone.response.status)
