import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

// The stand-in speaks for Prisma's native schema engine where that one cannot be downloaded. Set this variable to use the native one.
const standIn = fileURLToPath(new URL('./prisma/schema-engine.mjs', import.meta.url))
if (existsSync(standIn)) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= standIn

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
