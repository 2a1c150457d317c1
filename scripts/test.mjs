// `npm test`: everything, browser included. Installs what it needs, then hands over to the project's own Node.
import { ensureInstalled, handOver } from './install.mjs'

ensureInstalled()
handOver('scripts/test.ts', process.argv.slice(2))
