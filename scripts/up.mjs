// `npm run up`: everything on one machine. Installs first, then hands over to the project's own Node.
import { ensureInstalled, handOver } from './install.mjs'

ensureInstalled()
handOver('scripts/up.ts', process.argv.slice(2))
