// Gives each test file a database, a data folder and addresses for a dev store of its own, before the file (and with it app/platform/config) is loaded.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { freePort } from '../../scripts/ports.ts'
import { TEMPLATE } from './environment.ts'

const name = `test_${randomBytes(8).toString('hex')}`
const serverUrl = inject('serverUrl')

async function asAdministrator(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

await asAdministrator(`create database ${name} template ${TEMPLATE}`)
const dataDir = mkdtempSync(join(tmpdir(), 'sekisho-data-'))
const url = new URL(serverUrl)
url.pathname = `/${name}`
process.env.DATABASE_URL = url.href
process.env.SEKISHO_DATA_DIR = dataDir
// Nothing listens there until a test calls startStore (store.ts).
process.env.DEV_STORE_URL = `http://127.0.0.1:${await freePort()}`
process.env.SMTP_URL = `smtp://127.0.0.1:${await freePort()}`

afterAll(async () => {
  await asAdministrator(`drop database ${name} with (force)`)
  rmSync(dataDir, { recursive: true, force: true })
})
