import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { adminSchema } from './admin-api/schema.ts'
import { type Options, startDevStore } from './server.ts'

const USAGE = `node dev-store/main.ts --port N [--smtp-port M] [--app-url U] [--api-key K] [--api-secret S] [--data DIR]`

function fail(message: string): never {
  console.error(`dev store: ${message}`)
  process.exit(1)
}

function portOf(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  return Number.isInteger(port) && port >= 0 && port < 65_536 ? port : fail(`--${name} is a number from 0 to 65535\n${USAGE}`)
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '7410' },
        'smtp-port': { type: 'string' },
        'app-url': { type: 'string', default: 'http://localhost:7411' },
        'api-key': { type: 'string', default: 'sekisho-dev-key' },
        'api-secret': { type: 'string', default: 'sekisho-dev-secret-0123456789abcdef' },
        data: { type: 'string' },
      },
    })
    return {
      port: portOf(values.port, 'port') ?? 0,
      smtpPort: portOf(values['smtp-port'], 'smtp-port'),
      appUrl: new URL(values['app-url']).href.replace(/\/$/, ''),
      apiKey: values['api-key'],
      apiSecret: values['api-secret'],
      data: values.data,
      declaration: fileURLToPath(new URL('../shopify.app.toml', import.meta.url)),
      complain: (message) => console.error(`dev store: ${message}`),
    }
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

const options = readOptions()
const store = await startDevStore(options).catch((error: NodeJS.ErrnoException & { port?: number }) => {
  if (error.code === 'EADDRINUSE') return fail(`port ${error.port} is taken by another program; stop it or choose another port`)
  return fail(error.message)
})
const mail = store.smtpPort === null ? '' : `, mail to smtp://127.0.0.1:${store.smtpPort}`
console.log(`dev store ready: ${store.url} (Admin API ${store.url}/admin/api/2026-07/graphql.json${mail})`)
// The first request should not wait half a second for the schema.
setImmediate(adminSchema)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void store.close().then(() => process.exit(0)))
}
