import { neon, neonConfig } from '@neondatabase/serverless'

neonConfig.fetchEndpoint = process.env.PROXY_URL

/** As a function at the edge has it: the password is the key, the rest is its own. */
export const connect = (key = process.env.PROXY_KEY, options = {}) =>
  neon(`postgresql://edge:${key}@db.test/app`, options)
