// `npm run migrate`: brings a database to the shape this version needs: our tables, then the job queue's.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runMigrations } from 'graphile-worker'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PRISMA = fileURLToPath(new URL('../node_modules/prisma/build/index.js', import.meta.url))

/** Creates the database if it is missing, and migrates it. Safe to run twice and by two processes. */
export async function migrate(url: string): Promise<void> {
  await promisify(execFile)(process.execPath, [PRISMA, 'migrate', 'deploy'], { cwd: ROOT, env: { ...process.env, DATABASE_URL: url } })
  await runMigrations({ connectionString: url })
}

// import.meta.main came with Node 24; this also holds on 22.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { DATABASE_URL } = process.env
  if (!DATABASE_URL) throw new Error('DATABASE_URL is missing')
  await migrate(DATABASE_URL)
}
