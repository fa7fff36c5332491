// What must not compile. Nothing of it is run.
import createClient from 'openapi-fetch'
import type { paths } from './api.d.ts'

const api = createClient<paths, 'application/json'>({ baseUrl: '' })

export async function misuse() {
  // @ts-expect-error There is no such path.
  await api.GET('/api/user')

  // @ts-expect-error Nothing answers this verb.
  await api.DELETE('/api/hello')

  // @ts-expect-error The variable of the path is missing.
  await api.GET('/api/users/{id}')

  // @ts-expect-error A limit is a number.
  await api.GET('/api/users', { params: { query: { limit: 'many' } } })

  // @ts-expect-error A name is required.
  await api.POST('/api/users', { body: { email: 'ada@example.org' } })

  // @ts-expect-error An address is a text.
  await api.POST('/api/users', { body: { email: 1, name: 'Ada' } })

  const { data } = await api.GET('/api/posts/paginated')
  // @ts-expect-error There may be an error in place of an answer.
  data.posts
  // @ts-expect-error A post has no such field.
  data?.posts[0]?.titel

  const user = await api.POST('/api/signup', { body: { email: 'a@b', name: 'A', password: '12345678' } })
  // @ts-expect-error A name may be null.
  user.data?.name.length
}
